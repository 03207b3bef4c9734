import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from './json.ts'
import { matchExactly, matchLeadingMembers, matchSubset } from './matchers.ts'

function accepts(expected: Json, actual: Json | undefined): void {
  assert.equal(matchExactly(actual, expected, 'it'), undefined)
}

function refuses(expected: Json, actual: Json | undefined): void {
  assert.notEqual(matchExactly(actual, expected, 'it'), undefined)
}

test('an exact object is equal in members, values and order', () => {
  accepts({ a: 1, b: [true, null] }, { a: 1, b: [true, null] })
  refuses({ a: 1, b: 2 }, { b: 2, a: 1 })
  refuses({ a: 1 }, { a: 1, b: 2 })
  refuses({ a: 1, b: 2 }, { a: 1 })
  refuses({ a: 1 }, { a: '1' })
  refuses({ a: 1 }, undefined)
  refuses({ a: 1 }, [1])
})

test('an exact array is equal in length and items', () => {
  refuses([1, 2], [1])
  refuses([1, 2], [2, 1])
  refuses([1], { 0: 1 })
})

test('a mismatch names the place, the expectation and what stood there', () => {
  assert.deepEqual(matchExactly({ a: [{ b: 'x' }] }, { a: [{ b: 'y' }] }, 'json'), {
    at: 'json.a.0.b',
    expected: '"y"',
    actual: '"x"',
  })
})

test('a subset ignores other members and any order, but no difference in its own', () => {
  assert.equal(matchSubset({ b: 2, a: 1, c: 3 }, { a: 1, b: 2 }, 'it'), undefined)
  assert.notEqual(matchSubset({ b: 2 }, { a: 1, b: 2 }, 'it'), undefined)
  assert.notEqual(matchSubset(undefined, { a: 1 }, 'it'), undefined)
})

test('absent means that the member is not there at all', () => {
  assert.equal(matchSubset({ b: 1 }, { a: { $absent: true } }, 'it'), undefined)
  assert.notEqual(matchSubset({ a: null }, { a: { $absent: true } }, 'it'), undefined)
})

test('leading members keep their order while later ones are free', () => {
  assert.equal(matchLeadingMembers({ a: 1, b: 2, c: 3 }, ['a', 'b'], 'it'), undefined)
  assert.notEqual(matchLeadingMembers({ b: 2, a: 1 }, ['a', 'b'], 'it'), undefined)
  assert.notEqual(matchLeadingMembers({ a: 1 }, ['a', 'b'], 'it'), undefined)
})

test('every matcher accepts what it names and refuses the rest', () => {
  const cases: readonly (readonly [Json, Json, Json | undefined])[] = [
    [{ $type: 'string' }, 'x', 1],
    [{ $type: 'integer' }, 1, 1.5],
    [{ $type: 'number' }, 1, '1'],
    [{ $type: 'array' }, [], {}],
    [{ $type: 'null' }, null, undefined],
    [{ $pattern: '^a+$' }, 'aa', 'ab'],
    [{ $contains: 'b' }, 'abc', 'xyz'],
    [{ $contains: ['a', 'b'] }, 'abc', 'axc'],
    [{ $contains: 'b' }, ['a', 'b'], ['ab']],
    [{ $lacks: 'b' }, 'xyz', 'abc'],
    [{ $lacks: ['x', 'b'] }, 'yz', 'abc'],
    [{ $startsWith: 'ab' }, 'abc', 'bab'],
    [{ $not: 1 }, 2, 1],
    [{ $oneOf: [1, { $type: 'string' }] }, 'x', 2],
    [{ $moreThan: 1 }, 2, 1],
    [{ $lessThan: 2 }, 1, 2],
    [{ $between: [1, 2] }, 2, 3],
    [{ $setOf: ['a', 'b'] }, ['b', 'a'], ['a', 'b', 'c']],
    [{ $setOf: ['a', 'b'] }, ['b', 'a'], ['a', 'a']],
    [{ $each: { $type: 'integer' } }, [1, 2], [1, 'x']],
    [{ $each: { $type: 'integer' } }, [1], []],
    [{ $some: { key: 'a' } }, [{ key: 'b' }, { key: 'a', name: 'x' }], [{ key: 'b' }]],
    [{ $subset: { a: 1 } }, { b: 2, a: 1 }, { b: 2 }],
    [{ $exactly: { a: 1 } }, { a: 1 }, { a: 1, b: 2 }],
    [{ $type: 'string', $not: 'x' }, 'y', 'x'],
    [{ $type: 'string', $not: 'x' }, 'y', 3],
  ]
  for (const [expected, good, bad] of cases) {
    accepts(expected, good)
    refuses(expected, bad)
  }
})

test('an unknown matcher is a mistake in the transcript, not a match', () => {
  assert.throws(() => matchExactly(1, { $tpye: 'integer' }, 'it'), /no matcher is called \$tpye/)
})
