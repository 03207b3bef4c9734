import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importsOf, targetOf } from './imports.ts'
import { sourceFile } from './rule.ts'

const read = (text: string) => importsOf(sourceFile('server/grants/code.ts', text))

test('every way to import is seen', () => {
  const text = [
    "import './effect.ts'",
    "import one, { two as three } from './names.ts'",
    "import * as all from './all.ts'",
    "export { four } from './again.ts'",
    "export * from './star.ts'",
    "const later = await import('./later.ts')",
    "export const five = 5 // import './comment.ts'",
    "const no = here.import('./member.ts')",
    'const here = import.meta.url',
  ].join('\n')
  assert.deepEqual(
    read(text).map(({ specifier, line, typeOnly }) => [specifier, line, typeOnly]),
    [
      ['./effect.ts', 1, false],
      ['./names.ts', 2, false],
      ['./all.ts', 3, false],
      ['./again.ts', 4, false],
      ['./star.ts', 5, false],
      ['./later.ts', 6, false],
    ],
  )
})

test('an import is type-only where it vanishes altogether, not where some of its names do', () => {
  const typeOnly = (text: string) => read(text).map((imported) => imported.typeOnly)
  assert.deepEqual(typeOnly("import type { A } from './a.ts'"), [true])
  assert.deepEqual(typeOnly("export type { A } from './a.ts'"), [true])
  assert.deepEqual(typeOnly("type A = typeof import('./a.ts')"), [true])
  assert.deepEqual(typeOnly("import { type A, b } from './a.ts'"), [false])
  assert.deepEqual(typeOnly("import type from './a.ts'"), [false])
})

test('a target is named from the repository, and packages have none', () => {
  const file = sourceFile('server/grants/code.ts', '')
  assert.equal(targetOf(file, '../protocol/errors.ts'), 'server/protocol/errors.ts')
  assert.equal(targetOf(file, './list.ts'), 'server/grants/list.ts')
  assert.equal(targetOf(file, 'node:crypto'), undefined)
})
