import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findSecret } from './spellings.ts'

const value = 'mm_sk_9fKx2LqW7vTz4BnY8cRm3PdH6sJg1AeU5oXi0a'
const secret = { name: 'key', value }
const bytes = Buffer.from(value)

const hiding: Readonly<Record<string, string>> = {
  plain: `{"key":"${value}"}`,
  'its second half': `id=7 ${value.slice(22)}`,
  'twelve characters beyond the prefix': `key ${value.slice(8, 20)}...`,
  base64: bytes.toString('base64'),
  'base64 behind a name': Buffer.from(`id:${value}`).toString('base64'),
  'base64url behind a longer name': Buffer.from(`user:${value}.x`).toString('base64url'),
  hex: bytes.toString('hex'),
  'percent-encoded': [...bytes].map((byte) => `%${byte.toString(16).toUpperCase()}`).join(''),
}

for (const [how, text] of Object.entries(hiding)) {
  test(`a secret is found that stands as ${how}`, () => {
    assert.notEqual(findSecret(`before ${text} after`, secret), undefined)
  })
}

test('the prefix and the end of a secret, as an operator is shown them, are no find', () => {
  assert.equal(findSecret(`${value.slice(0, 8)}...${value.slice(-4)}`, secret), undefined)
})

test('the claims of a JWT are no find, its signature is one', () => {
  const jwt = `eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.${'Qw3'.repeat(20)}`
  assert.equal(
    findSecret('eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0', { name: 'jwt', value: jwt }),
    undefined,
  )
  assert.notEqual(findSecret('Qw3'.repeat(20), { name: 'jwt', value: jwt }), undefined)
})
