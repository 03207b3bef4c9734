import assert from 'node:assert/strict'
import { test } from 'node:test'
import { difference } from './shape.ts'

test('an answer with the same members in the same order is the example', () => {
  const example = { token: 'ey…', expires_in: 900, state: null, list: ['a'] }
  assert.equal(
    difference({ token: 'eyJx', expires_in: 900, state: null, list: ['a'] }, example),
    undefined,
  )
})

test('instants stand for any other instant, as text and as seconds', () => {
  const example = { at: '2026-01-31T12:00:00Z', exp: 1_767_225_600 }
  assert.equal(difference({ at: '2031-05-05T01:02:03Z', exp: 1_967_225_600 }, example), undefined)
})

test('another order, a member more, another text, number or type is told with its place', () => {
  const cases: readonly (readonly [unknown, unknown, RegExp])[] = [
    [{ b: 1, a: 1 }, { a: 1, b: 1 }, /has b, a/],
    [{ a: 1, b: 1 }, { a: 1 }, /has a, b/],
    [{ a: { b: 'x' } }, { a: { b: 'y' } }, /a\.b: "x"/],
    [{ a: 900 }, { a: 901 }, /a: 900/],
    [{ a: '1' }, { a: 1 }, /a: "1"/],
    [{ a: null }, { a: 'x…' }, /a: null/],
    [['a', 'b'], ['a'], /2 items/],
    ['no instant', '2026-01-31T12:00:00Z', /no instant/],
  ]
  for (const [actual, example, told] of cases) assert.match(difference(actual, example) ?? '', told)
})
