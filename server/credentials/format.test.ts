import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { systemRandom } from '../protocol/random.ts'
import { decodeNumber, encodeNumber } from './base62.ts'
import {
  CREDENTIAL_KINDS,
  type FormatKind,
  formatCredential,
  parseCredential,
  randomClientId,
  randomSecret,
  SCANNING_PATTERN,
} from './format.ts'

const random = systemRandom()
const kinds = fc.constantFrom(...(Object.keys(CREDENTIAL_KINDS) as FormatKind[]))
const numbers = fc.array(fc.nat({ max: 2 ** 40 }), { maxLength: 2 })

it('whatever is formatted parses back to itself', () => {
  fc.assert(
    fc.property(kinds, numbers, (kind, ids) => {
      const secret = randomSecret(random)
      const text = formatCredential(kind, ids, secret)
      assert.deepEqual(parseCredential(text), { kind, numbers: ids, secret })
      assert.match(text, new RegExp(`^${SCANNING_PATTERN}$`))
      assert.match(text, /^[A-Za-z0-9_]+$/)
    }),
  )
})

it('one changed character is found by the checksum', () => {
  fc.assert(
    fc.property(kinds, fc.nat(), fc.nat(), (kind, where, by) => {
      const text = formatCredential(kind, [7], randomSecret(random))
      const at = 6 + (where % (text.length - 6))
      const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
      const now = digits.indexOf(text.charAt(at))
      fc.pre(now !== -1)
      const other = digits.charAt((now + 1 + (by % 61)) % 62)
      assert.equal(parseCredential(text.slice(0, at) + other + text.slice(at + 1)), undefined)
    }),
  )
})

it('junk parses to nothing and never throws', () => {
  fc.assert(fc.property(fc.string(), (text) => parseCredential(text) === undefined))
})

it('an id and secret pair stays on one line of base64', () => {
  const pair = `${randomClientId(random)}:${formatCredential('cs', [], randomSecret(random))}`
  assert.equal(pair.length, 57)
  assert.ok(Buffer.from(pair).toString('base64').length <= 76)
})

it('a number has one spelling only', () => {
  fc.assert(fc.property(fc.maxSafeNat(), (n) => decodeNumber(encodeNumber(n)) === n))
  assert.equal(decodeNumber('01'), undefined)
  assert.equal(decodeNumber(''), undefined)
  assert.equal(decodeNumber('a_b'), undefined)
})

it('secrets do not repeat and use all digits alike', () => {
  const seen = new Set<string>()
  const counts = new Map<string, number>()
  for (let i = 0; i < 2_000; i += 1) {
    const secret = randomSecret(random)
    assert.equal(seen.has(secret), false)
    seen.add(secret)
    for (const digit of secret) counts.set(digit, (counts.get(digit) ?? 0) + 1)
  }
  assert.equal(counts.size, 62)
  // 56,000 digits over 62 values: 903 each, give or take 30; ten deviations never happen.
  for (const count of counts.values()) assert.ok(Math.abs(count - 903) < 300, String(count))
})
