import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SigningKey } from '../../api/signing-keys.ts'
import { lifeOf, spanOf } from './life.ts'

const day = (n: number): string => new Date(Date.UTC(2030, 0, n)).toISOString()
const at = (n: number): number => Date.UTC(2030, 0, n)

function key(days: {
  created: number
  activates: number
  retires?: number
  removed?: number
}): SigningKey {
  return {
    kid: 'k',
    dialect: 'standard',
    algorithm: 'ES256',
    state: 'active',
    created_at: day(days.created),
    activates_at: day(days.activates),
    retires_at: days.retires === undefined ? null : day(days.retires),
    removed_at: days.removed === undefined ? null : day(days.removed),
    tokens_may_live_until: null,
    successor_at: null,
    public_jwk: null,
  }
}

test('a key is published, signs, only verifies, and is gone', () => {
  const one = key({ created: 1, activates: 2, retires: 5, removed: 9 })
  assert.deepEqual(lifeOf(one, spanOf([one], at(3))), [
    { phase: 'published', fromMs: at(1), toMs: at(2) },
    { phase: 'signs', fromMs: at(2), toMs: at(5) },
    { phase: 'verifies', fromMs: at(5), toMs: at(9) },
  ])
})

test('what signs at once was never only published, and goes on beyond the picture', () => {
  const one = key({ created: 1, activates: 1 })
  const span = spanOf([one], at(4))
  assert.deepEqual(lifeOf(one, span), [{ phase: 'signs', fromMs: at(1), toMs: span.toMs }])
  assert.ok(span.fromMs <= at(1) && span.toMs > at(4))
})

test('a key that was retired in an emergency does nothing after it, even before it signs', () => {
  const one = key({ created: 1, activates: 5, retires: 2, removed: 2 })
  assert.deepEqual(
    lifeOf(one, spanOf([one], at(3))).map(({ phase }) => phase),
    ['published'],
  )
})
