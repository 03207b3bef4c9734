import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeJwt } from './jwt.ts'

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

test('a JWT is read, also as the header that bears it, and in every script', () => {
  const token = `${part({ alg: 'ES256' })}.${part({ sub: 'Zoë 💚' })}.c2lnbmF0dXJl`
  for (const text of [token, ` Bearer ${token}\n`]) {
    assert.deepEqual(decodeJwt(text), { header: { alg: 'ES256' }, claims: { sub: 'Zoë 💚' } })
  }
})

test('what is no JWT is not read as one', () => {
  const { a, b } = { a: part({ alg: 'ES256' }), b: part([1]) }
  for (const text of ['', 'a.b', `${a}.${b}.c`, `${a}.%%%.c`, `${a}.${a}.`, `${a}.${a}.c.d`]) {
    assert.equal(decodeJwt(text), undefined)
  }
})
