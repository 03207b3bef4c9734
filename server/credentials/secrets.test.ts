import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { it } from 'node:test'
import { systemRandom } from '../protocol/random.ts'
import { isGenuine, parseFamilyToken, refreshTokenOf, subjectTokenOf } from './family-tokens.ts'
import { hmacWith } from './hmac.ts'
import { resourceIdOf, resourceKeyOf } from './resource-keys.ts'
import { secretsFrom } from './secrets.ts'

const secrets = secretsFrom(randomBytes(32))
const others = secretsFrom(randomBytes(32))
const random = systemRandom()

it('a hash matches its own secret under its own master key only', () => {
  const hash = secrets.hash('one')
  assert.equal(secrets.matches('one', hash), true)
  assert.equal(secrets.matches('two', hash), false)
  assert.equal(others.matches('one', hash), false)
  assert.equal(secrets.matches('one', hash.slice(1)), false, 'another length is no error')
})

it('a keyed hash is the HMAC of RFC 2104, whatever the length and the letters', () => {
  const key = randomBytes(32)
  for (const algorithm of ['sha256', 'sha512'] as const) {
    const mac = hmacWith(algorithm, key)
    for (const message of ['', 'secret', 'ä€😀', '\xff\x00', 'x'.repeat(10_000), '']) {
      for (const encoding of ['utf8', 'latin1'] as const) {
        const expected = createHmac(algorithm, key).update(message, encoding).digest()
        assert.deepEqual(mac.bytes(message, encoding), expected)
        assert.equal(mac.base64url(message, encoding), expected.toString('base64url'))
      }
    }
  }
})

it('what is sealed opens under its own master key only, and not after a change', () => {
  const sealed = secrets.seal(Buffer.from('signing key'), random)
  assert.equal(Buffer.from(secrets.unseal(sealed)).toString(), 'signing key')
  assert.throws(() => others.unseal(sealed))
  const bent = Uint8Array.from(sealed)
  bent[20] = (bent[20] ?? 0) ^ 1
  assert.throws(() => secrets.unseal(bent))
})

it('derived secrets differ by purpose and by where one part ends', () => {
  assert.notEqual(secrets.derive('form', 'a', 'bc'), secrets.derive('form', 'ab', 'c'))
  assert.notEqual(secrets.derive('form', 'a'), secrets.derive('guest code', 'a'))
  assert.equal(secrets.derive('form', 'a'), secrets.derive('form', 'a'))
})

it('a refresh token is genuine for its own family and generation only', () => {
  const family = { id: 3, salt: random.bytes(16) }
  const token = parseFamilyToken(refreshTokenOf(secrets, family, 5))
  assert.ok(token !== undefined)
  assert.deepEqual([token.familyId, token.generation], [3, 5])
  assert.equal(isGenuine(secrets, family, token), true)
  assert.equal(isGenuine(secrets, family, { ...token, generation: 6 }), false)
  assert.equal(isGenuine(secrets, { ...family, salt: random.bytes(16) }, token), false)
  assert.equal(isGenuine(secrets, { ...family, id: 4 }, token), false)
  assert.equal(isGenuine(others, family, token), false)
})

it('a subject token never passes for a refresh token of the same family', () => {
  const family = { id: 3, salt: random.bytes(16) }
  const token = parseFamilyToken(subjectTokenOf(secrets, family))
  assert.ok(token !== undefined)
  assert.equal(isGenuine(secrets, family, { ...token, kind: 'rt' }), false)
})

it('a resource key names its resource and cannot be made for another', () => {
  assert.equal(resourceIdOf(secrets, resourceKeyOf(secrets, 8)), 8)
  assert.equal(resourceIdOf(others, resourceKeyOf(secrets, 8)), undefined)
  assert.equal(resourceIdOf(secrets, 'mm_rk_8_junk'), undefined)
})
