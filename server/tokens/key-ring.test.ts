import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { calculateJwkThumbprint, createLocalJWKSet, jwtVerify } from 'jose'
import { clientCredentials } from '../grants/client-credentials.ts'
import { addTestClient, NOON, openTestCore, type TestCore } from '../test/open-core.ts'

async function mintToken(mint: TestCore, dialect: string): Promise<string> {
  const { client, credentialId } = await addTestClient(mint, dialect, { scopes: ['stats'] })
  const { core } = mint
  const style = core.dialects.find((one) => one.name === dialect)?.style
  const authorization = await clientCredentials.authorize(
    { parameters: {}, scope: ['stats'], isScopeNamed: true, audience: ['aud'] },
    { client, credentialId },
    {} as Parameters<typeof clientCredentials.authorize>[2],
  )
  const tokens = await core.issuer.issue(
    authorization,
    {
      dialect,
      style,
      issuer: 'http://mint.test',
      accessTokenLifetimeSec: 900,
      signedRefreshLifetimeSec: undefined,
    },
    core.clock.now(),
  )
  return tokens.accessToken ?? ''
}

describe('signing keys', () => {
  let mint: TestCore
  before(async () => {
    mint = await openTestCore()
  })
  after(() => mint.close())

  const jwks = (dialect: string) =>
    createLocalJWKSet({
      keys: mint.core.keys.publicKeys(dialect).map((key) => ({ ...key, kty: String(key.kty) })),
    })
  const options = { currentDate: new Date(NOON * 1000) }

  it('a restart finds the same keys', async () => {
    const other = await openTestCore({ MINTMARK_DATA_DIR: mint.dataDir })
    const idsOf = ({ core }: TestCore) => core.keys.all().map((key) => key.keyId)
    assert.deepEqual(idsOf(other).sort(), idsOf(mint).sort())
    assert.equal(idsOf(mint).length, 5)
    await other.core.close()
  })

  it('a stranger’s library verifies the tokens with the published keys', async () => {
    for (const dialect of ['standard', 'vonage']) {
      const { payload } = await jwtVerify(await mintToken(mint, dialect), jwks(dialect), options)
      assert.equal(payload.scope, 'stats')
    }
  })

  it('a key of one style verifies no token of another', async () => {
    const token = await mintToken(mint, 'standard')
    await assert.rejects(jwtVerify(token, jwks('envoy'), options))
  })

  it('published keys hold nothing private and are named as the RFCs say', async () => {
    const [standard] = mint.core.keys.publicKeys('standard')
    assert.equal(standard?.kid, await calculateJwkThumbprint({ ...standard, kty: 'EC' }))
    const [vonage] = mint.core.keys.publicKeys('vonage')
    const certificate = new X509Certificate(Buffer.from(String(vonage?.x5c).trim(), 'base64'))
    const sha1 = Buffer.from(certificate.fingerprint.replaceAll(':', ''), 'hex')
    assert.equal(vonage?.x5t, sha1.toString('base64url'))
    for (const key of [standard, vonage]) {
      for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'])
        assert.equal(key?.[member], undefined)
    }
    assert.deepEqual(mint.core.keys.publicKeys('vocera'), [], 'a symmetric key has no public half')
  })

  it('a successor is published before it signs; the old key goes on verifying', async () => {
    const { keys } = mint.core
    const old = keys.signer('envoy').record.keyId
    const before = await mintToken(mint, 'envoy')
    const next = await keys.rotate('envoy', 3_600)
    assert.equal(keys.publicKeys('envoy').length, 2)
    assert.equal(keys.signer('envoy').record.keyId, old, 'it waits')
    mint.clock.advance(3_600)
    assert.equal(keys.signer('envoy').record.keyId, next.keyId)
    await assert.doesNotReject(jwtVerify(before, jwks('envoy'), options))
  })

  it('a retirement ends every token of the key at once, and another signs', async () => {
    const { keys, introspect } = mint.core
    const token = await mintToken(mint, 'standard')
    assert.equal((await introspect(token)).kind, 'access_token')
    const { keyId } = keys.signer('standard').record
    assert.equal(await keys.retire(keyId), true)
    await assert.rejects(introspect(token), { code: 'invalid_token' })
    assert.notEqual(keys.signer('standard').record.keyId, keyId)
    assert.equal((await introspect(await mintToken(mint, 'standard'))).kind, 'access_token')
    assert.equal(await keys.retire('nobody'), false)
  })

  it('a key that has signed long enough gets a successor by itself, once', async () => {
    const { keys } = mint.core
    const count = () => keys.publicKeys('vonage').length
    const before = count()
    await keys.tend(90 * 86_400, 3_600)
    assert.equal(count(), before)
    mint.clock.advance(90 * 86_400)
    await keys.tend(90 * 86_400, 3_600)
    await keys.tend(90 * 86_400, 3_600)
    assert.equal(count(), before + 1)
  })
})
