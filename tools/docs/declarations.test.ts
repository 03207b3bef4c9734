import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { exportsOf } from './declarations.ts'

const folder = mkdtempSync(join(tmpdir(), 'mintmark-declarations-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const read = (exported: string, module: string) => {
  writeFileSync(join(folder, 'module.ts'), module)
  writeFileSync(join(folder, 'entry.ts'), `export { ${exported} } from './module.ts'\n`)
  return exportsOf(join(folder, 'entry.ts'))
}

test('a function is its words and its head, over as many lines as it has', () => {
  const module = `/** Of another. */
const inner = 1

/**
 * Adds.
 *
 * @param a one of them
 */
export async function add(
  a: number,
): Promise<number> {
  return a + inner
}
`
  assert.deepEqual(read('add', module), [
    {
      name: 'add',
      kind: 'function',
      words: 'Adds.\n\n`a`: one of them',
      shape: 'async function add(\n  a: number,\n): Promise<number>',
    },
  ])
})

test('interfaces and types are whole, in the order of the entry', () => {
  const module = `export type B = 1 | 2

/** Words. */
export interface A {
  /** More. */
  readonly a: number
}
`
  const [a, b] = read('type A, type B', module)
  assert.equal(a?.words, 'Words.')
  assert.match(a?.shape ?? '', /^interface A \{\n {2}\/\*\* More/)
  assert.deepEqual([b?.words, b?.shape], ['', 'type B = 1 | 2'])
})

test('of a class others see members without bodies, and nothing private', () => {
  const module = `export class A {
  readonly #secret: string
  declare readonly b?: number

  constructor(secret: string) {
    this.#secret = secret
  }

  /** The secret. */
  get value(): string {
    return this.#secret
  }
}
`
  assert.equal(
    read('A', module)[0]?.shape,
    `class A {
  readonly b?: number
  constructor(secret: string)
  /** The secret. */
  get value(): string
}`,
  )
})

test('a name that is declared nowhere is a mistake of the entry', () => {
  assert.throws(() => read('missing', 'export const other = 1\n'), /does not declare missing/)
})
