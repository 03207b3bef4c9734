import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { test } from 'node:test'
import { resigned, signedWithPublicKey, unsigned } from './forgery.ts'
import { type Json, parseJson } from './json.ts'
import { decodeJwt, signatureFault } from './jwt.ts'

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwks: Json = {
  keys: [{ ...(pair.publicKey.export({ format: 'jwk' }) as Record<string, Json>), kid: 'one' }],
}

function encode(value: Json): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function issue(kid: string): string {
  const signed = `${encode({ alg: 'ES256', kid })}.${encode({ sub: 'someone' })}`
  const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } as const
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
}

test('a token verifies under its own key and under no other', () => {
  assert.equal(signatureFault(issue('one'), jwks), undefined)
  assert.match(signatureFault(issue('two'), jwks) ?? '', /no key of the set has the kid two/)
  const [header, , signature] = issue('one').split('.')
  const changed = `${header}.${encode({ sub: 'another' })}.${signature}`
  assert.match(signatureFault(changed, jwks) ?? '', /does not verify/)
})

test('forged tokens keep the claims and lose the signature', () => {
  const token = issue('one')
  assert.match(signatureFault(resigned(token), jwks) ?? '', /does not verify/)
  assert.deepEqual(decodeJwt(resigned(token)).claims, { sub: 'someone' })
  assert.equal(decodeJwt(unsigned(token)).header.alg, 'none')
  assert.ok(unsigned(token).endsWith('.'))
  const confused = decodeJwt(signedWithPublicKey(token, jwks))
  assert.deepEqual(confused.header, { alg: 'HS256', kid: 'one' })
  assert.deepEqual(confused.claims, { sub: 'someone' })
})

test('the header text is the one that was signed, not one written anew', () => {
  const header = Buffer.from('{"typ":"JWT", "alg":"ES256"}').toString('base64url')
  const decoded = decodeJwt(`${header}.${encode({})}.x`)
  assert.equal(decoded.headerText, '{"typ":"JWT", "alg":"ES256"}')
  assert.deepEqual(parseJson(decoded.headerText), decoded.header)
})

test('what is no JWT is said to be none', () => {
  assert.throws(() => decodeJwt('opaque'), /three parts/)
  assert.throws(() => decodeJwt('a.b.c'), /not a JSON object/)
})
