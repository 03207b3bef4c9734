import assert from 'node:assert/strict'
import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { test } from 'node:test'
import { derOf, halvesOf } from './ecdsa-form.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const dsaEncoding = 'ieee-p1363'
/** One in 256 halves begins with a zero, so every kind of length is among them. */
const SIGNATURES = 1_000

test('a signature is the same in both spellings, for Node as for us', () => {
  const lengths = new Set<number>()
  for (let i = 0; i < SIGNATURES; i += 1) {
    const text = Buffer.from(`text ${i}`)
    const der = sign('sha256', text, privateKey)
    lengths.add(der.length)
    const halves = halvesOf(der)
    assert.ok(verify('sha256', text, { key: publicKey, dsaEncoding }, halves))
    assert.deepEqual(Buffer.from(derOf(halves) ?? []), der)
  }
  assert.ok(lengths.size >= 3, 'short halves were among them')
})

test('halves of any value come back, and no other length is taken', () => {
  for (const [r, s] of [
    [`${'00'.repeat(31)}01`, `7f${'ff'.repeat(31)}`],
    [`80${'00'.repeat(31)}`, `${'00'.repeat(30)}8000`],
    ['00'.repeat(32), 'ff'.repeat(32)],
  ] as const) {
    const halves = Buffer.from(r + s, 'hex')
    assert.deepEqual(halvesOf(Buffer.from(derOf(halves) ?? [])), halves)
  }
  for (const length of [0, 63, 65, 72]) assert.equal(derOf(new Uint8Array(length)), undefined)
})
