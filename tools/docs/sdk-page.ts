import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Declaration, exportsOf } from './declarations.ts'

const CLIENT = join(import.meta.dirname, '../../client')

const OPENING = `# The SDK

Everything that \`@mintmark/client\` offers, in the words of its own sources. How it is used:
[using tokens from a program](guide/sdk.md).`

/** Every entry point of the package and what it exports, from the comments beside the code. */
export function sdkPage(): string {
  const { exports } = JSON.parse(readFileSync(join(CLIENT, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, { readonly default: string }>>
  }
  const told = new Map<string, string>()
  const sections = Object.entries(exports).map(([path, { default: built }]) => {
    const entry = join(CLIENT, built.replace(/^\.\/dist\//, '').replace(/\.js$/, '.ts'))
    const name = `@mintmark/client${path.slice(1)}`
    const parts = exportsOf(entry).map((one) => {
      const elsewhere = told.get(one.name + one.shape)
      told.set(one.name + one.shape, elsewhere ?? name)
      return elsewhere === undefined ? partOf(one) : `### ${one.name}\n\nAs in \`${elsewhere}\`.`
    })
    return [`## ${name}`, ...parts].join('\n\n')
  })
  return `${[OPENING, ...sections].join('\n\n')}\n`
}

function partOf({ name, words, shape }: Declaration): string {
  return [
    `### ${name}`,
    ...(words === '' ? [] : [words]),
    `\`\`\`ts ignore\n${shape}\n\`\`\``,
  ].join('\n\n')
}
