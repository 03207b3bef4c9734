import assert from 'node:assert/strict'
import { test } from 'node:test'
import { treeOf } from './found.ts'
import { format, inspect } from './inspect.ts'
import type { Rule } from './rule.ts'

const everyLine: Rule = {
  name: 'every-line',
  check: (tree) =>
    tree.flatMap(({ path, lines }) =>
      lines.map((text, index) => ({ path, line: index + 1, message: 'found', subjects: [text] })),
    ),
}
const tree = treeOf({ 'b/two.ts': 'x', 'a.ts': 'x\ny' })
const shown = (exceptions: Parameters<typeof inspect>[2]) =>
  inspect(tree, [everyLine], exceptions).map(format)

test('findings are ordered by file and line and can be clicked', () => {
  assert.deepEqual(shown([]), [
    'a.ts:1 every-line found',
    'a.ts:2 every-line found',
    'b/two.ts:1 every-line found',
  ])
})

test('an exception excuses its rule in its file or folder, for its subject only', () => {
  const reason = 'shown here'
  assert.deepEqual(
    shown([
      { rule: 'every-line', path: 'a.ts', subject: 'x', reason },
      { rule: 'every-line', path: 'b/', reason },
    ]),
    ['a.ts:2 every-line found'],
  )
})

test('an exception that excuses nothing is a finding', () => {
  const idle = [
    { rule: 'every-line', path: 'a.ts', subject: 'z', reason: '' },
    { rule: 'other-rule', path: 'a.ts', reason: '' },
    { rule: 'every-line', path: 'c.ts', reason: '' },
  ]
  const found = shown(idle).filter((line) => line.includes('idle-exception'))
  assert.equal(found.length, 3)
  assert.match(found[0] ?? '', /^tools\/tidy\/exceptions\.ts:1 idle-exception excuses nothing/)
})
