import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { embed } from '../grants/embed.ts'
import type { Client } from '../protocol/client.ts'
import type { Records } from '../store/records.ts'
import { addTestClient, openTestCore, type TestCore } from '../test/open-core.ts'
import { readSegment, segment } from './jws.ts'
import {
  noteClientChanged,
  revokeAgent,
  revokeClient,
  revokeCredential,
  revokeIntrospected,
} from './revoke.ts'

describe('introspection', () => {
  let mint: TestCore
  before(async () => {
    mint = await openTestCore()
    await mint.core.store.transaction((records) =>
      records.agents.add({ id: 1, organizationId: 10_000, name: 'Desk', createdAt: 0 }),
    )
  })
  after(() => mint.close())

  async function pair() {
    const { core } = mint
    const owner = await addTestClient(mint, 'vocera')
    const authorization = await embed.authorize(
      { parameters: { agent_id: 1 }, scope: [], isScopeNamed: false, audience: [] },
      { client: owner.client, credentialId: owner.credentialId },
      { records: core.store } as unknown as Parameters<typeof embed.authorize>[2],
    )
    const tokens = await core.issuer.issue(
      authorization,
      {
        dialect: 'vocera',
        style: core.dialects.find((one) => one.name === 'vocera')?.style,
        issuer: 'vocera',
        accessTokenLifetimeSec: 86_400,
        signedRefreshLifetimeSec: 7 * 86_400,
      },
      core.clock.now(),
    )
    return { ...owner, access: tokens.accessToken ?? '', refresh: tokens.refreshToken ?? '' }
  }

  const dead = (token: string, code = 'invalid_token') =>
    assert.rejects(mint.core.introspect(token), { code })

  it('tells an access token from a refresh token of the same pair', async () => {
    const { access, refresh } = await pair()
    const [one, other] = [await mint.core.introspect(access), await mint.core.introspect(refresh)]
    assert.deepEqual([one.kind, other.kind], ['access_token', 'refresh_token'])
    assert.deepEqual(one.bound, { kind: 'agent', id: 1 })
    assert.equal(one.familyId, other.familyId)
    assert.notEqual(one.tokenId, other.tokenId)
  })

  it('revoking the refresh token of a signed pair ends the access token too', async () => {
    const { access, refresh } = await pair()
    const { core } = mint
    const found = await core.introspect(refresh)
    await core.store.transaction((records) =>
      revokeIntrospected(records, found, core.clock.now(), core.tokenLifetimeSecMax),
    )
    await dead(access)
    await dead(refresh)
  })

  it('revoking an access token ends that one alone', async () => {
    const { access, refresh } = await pair()
    const { core } = mint
    const found = await core.introspect(access)
    await core.store.transaction((records) =>
      revokeIntrospected(records, found, core.clock.now(), core.tokenLifetimeSecMax),
    )
    await dead(access)
    assert.equal((await core.introspect(refresh)).kind, 'refresh_token')
  })

  it('a revoked credential, client or agent takes its tokens along', async () => {
    const { core } = mint
    const now = core.clock.now()
    const first = await pair()
    await core.store.transaction((records) =>
      revokeCredential(records, first.credentialId ?? 0, first.client, now, 99),
    )
    await dead(first.access, 'subject_gone')
    const second = await pair()
    await core.store.transaction((records) => revokeClient(records, second.client, now, 99))
    await dead(second.access, 'subject_gone')
  })

  it('a token that a faster clock has issued is revoked by a node with a slower one', async () => {
    const { core } = mint
    const now = core.clock.now() - 1
    const lifetimeSec = core.tokenLifetimeSecMax
    const [one, other, third] = [await pair(), await pair(), await pair()]
    const [access, refresh] = [
      await core.introspect(one.access),
      await core.introspect(other.refresh),
    ]
    await core.store.transaction(async (records) => {
      await revokeIntrospected(records, access, now, lifetimeSec)
      await revokeIntrospected(records, refresh, now, lifetimeSec)
      await revokeCredential(records, third.credentialId ?? 0, third.client, now, lifetimeSec)
    })
    await dead(one.access)
    await dead(other.access)
    await dead(third.access, 'subject_gone')
    for (const end of [
      (records: Records, owner: Client) => revokeClient(records, owner, now, lifetimeSec),
      (records: Records) => revokeAgent(records, 1, now, lifetimeSec),
    ]) {
      const last = await pair()
      await core.store.transaction((records) => end(records, last.client))
      await dead(last.access, 'subject_gone')
    }
    mint.clock.advance(2)
  })

  it('a disabled client’s tokens are dead while it is disabled', async () => {
    const { core } = mint
    const { client, access } = await pair()
    const enable = (isEnabled: boolean) =>
      core.store.transaction(async (records) => {
        await records.clients.change({ ...client, isEnabled, at: core.clock.now() })
        await noteClientChanged(records, client.clientId, core.clock.now())
      })
    await enable(false)
    await dead(access, 'subject_gone')
    await enable(true)
    assert.equal((await core.introspect(access)).kind, 'access_token')
  })

  it('no other spelling of a token is that token', async () => {
    const { access } = await pair()
    const last = access.at(-1) ?? ''
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const neighbour = digits.charAt(digits.indexOf(last) ^ 1)
    for (const other of [
      `${access}=`,
      `${access}!!!!`,
      ` ${access}`,
      access.slice(0, -1) + neighbour,
      access.replace('.', '..'),
      `${access}.`,
      access.toUpperCase(),
    ]) {
      await dead(other)
    }
  })

  it('a header that claims another algorithm finds no key', async () => {
    const { access } = await pair()
    const [, payload = '', signature = ''] = access.split('.')
    for (const header of [
      { alg: 'none', typ: 'JWT' },
      { alg: 'HS256', typ: 'at+jwt' },
      { typ: 'JWT', alg: 'HS256' },
      { alg: 'RS256', typ: 'JWT' },
    ]) {
      await dead(`${segment(header)}.${payload}.${signature}`)
      await dead(`${segment(header)}.${payload}.`)
    }
  })

  it('a signature with a published key’s text as HMAC secret is worth nothing', async () => {
    const { access } = await pair()
    const [header = '', payload = ''] = access.split('.')
    for (const key of mint.core.keys.publicKeys('vonage')) {
      for (const secret of [JSON.stringify(key), String(key.x5c), String(key.n), '', 'secret']) {
        const signature = createHmac('sha256', secret).update(`${header}.${payload}`)
        await dead(`${header}.${payload}.${signature.digest('base64url')}`)
      }
    }
  })

  it('a token is dead the second it expires', async () => {
    const { access } = await pair()
    mint.clock.advance(86_399)
    assert.equal((await mint.core.introspect(access)).kind, 'access_token')
    mint.clock.advance(1)
    await dead(access)
  })

  it('every check is told in order, up to the one that failed', async () => {
    const { access } = await pair()
    const told: string[] = []
    const hear = ({ words, passed }: { words: string; passed: boolean }) => {
      told.push(`${passed ? 'ok' : 'NO'} ${words}`)
    }
    await mint.core.introspect(access, hear)
    assert.ok(told.length >= 8)
    assert.ok(told.every((line) => line.startsWith('ok')))
    told.length = 0
    await assert.rejects(mint.core.introspect(`${access}x`, hear))
    assert.equal(told.at(-1), 'NO its signature is right')
  })

  it('a payload without its claims is not unlimited but dead', () => {
    for (const { style } of mint.core.dialects) {
      assert.equal(style?.read({}), undefined)
      assert.equal(style?.read(readSegment(segment({ scope: null, exp: 9e9 })) ?? {}), undefined)
    }
  })
})
