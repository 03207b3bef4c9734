import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'postcss'

const IMPORT = /import\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']/g
const CLASS = /\bm_[\da-f]{4,8}\b/g
const KIT = /^@mantine\/[a-z]+$/

/**
 * The component kit's stylesheet holds every component; half of it is about those that we do not
 * have. This finds the classes of the components that the sources import, with all that these are
 * made of, by following imports as they are written.
 */
export function usedClasses(root: string): ReadonlySet<string> {
  const seen = new Set<string>()
  const classes = new Set<string>()
  const visit = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    const text = readFileSync(path, 'utf8')
    for (const found of text.match(CLASS) ?? []) classes.add(found)
    for (const [names, from] of importsOf(text)) {
      if (KIT.test(from)) for (const file of filesOf(root, from, names)) visit(file)
      else if (path.endsWith('.mjs') && from.startsWith('.')) visit(join(dirname(path), from))
    }
  }
  const sources = globSync('**/*.{ts,tsx}', { cwd: root, exclude: ['dist', 'node_modules'] })
  for (const path of sources) visit(join(root, path))
  return classes
}

/** A rule goes when each of its selectors needs a class that nothing here bears. */
export function keepUsed(classes: ReadonlySet<string>): Plugin {
  const isIdle = (selector: string): boolean =>
    (selector.match(CLASS) ?? []).some((one) => !classes.has(one))
  return {
    postcssPlugin: 'keep-used',
    Rule(rule) {
      if (rule.selectors.every(isIdle)) rule.remove()
    },
  }
}

/** Each clause with its names, default imports with none. */
function importsOf(text: string): readonly (readonly [readonly string[], string])[] {
  const named = [...text.matchAll(IMPORT)].map(([, names = '', from = '']) => {
    const wanted = names.split(',').map((name) => name.trim().split(/\s+as\s+/)[0] ?? '')
    return [wanted, from] as const
  })
  const plain = [...text.matchAll(/import\s+(?:\w+\s+from\s+)?["']([^"']+)["']/g)]
  return [...named, ...plain.map(([, from = '']) => [[], from] as const)]
}

function filesOf(root: string, kit: string, names: readonly string[]): string[] {
  const folder = join(root, '../node_modules', kit, 'esm')
  const index = importsOf(readFileSync(join(folder, 'index.mjs'), 'utf8'))
  return index
    .filter(
      ([offered, from]) => from.startsWith('.') && offered.some((name) => names.includes(name)),
    )
    .map(([, from]) => join(folder, from))
}
