import assert from 'node:assert/strict'
import { resourceKeyOf } from '../../credentials/resource-keys.ts'
import { grantCode } from '../../endpoints/authorization.ts'
import type { TestAdmin } from './open-admin.ts'
import { type MadeClient, makeClient } from './tokens.ts'

const BACK = 'https://app.example.test/back'

export interface PlanOwner {
  readonly client: MadeClient
  readonly userId: string
  readonly keysOnly: string
  readonly withUser: string
  readonly foreignPlan: string
}

/** A user who agreed to one client and may manage one of two plans. */
export async function planOwner(mint: TestAdmin): Promise<PlanOwner> {
  const { core } = mint
  const client = await makeClient(mint, 'vocalcola', { scopes: ['plans'], redirect_uris: [BACK] })
  const wish = { email: 'singer@example.test', name: 'Carla', password: 'correct horse battery' }
  const { id: userId } = await mint.done('POST', '/users', wish)
  const user = await core.store.users.loadByPublicId(String(userId))
  const entry = await core.directory.load(client.id)
  const dialect = core.dialects.find((one) => one.name === 'vocalcola')
  assert.ok(user && entry && dialect)
  const [own, foreign] = await core.store.transaction(async (records) => {
    const first = await records.plans.add(user.organizationId, 'Own')
    const second = await records.plans.add(user.organizationId, 'Foreign')
    await records.plans.addGuest(first, user.id)
    return [first, second]
  })
  assert.ok(own !== undefined && foreign !== undefined)
  const asked = {
    dialect,
    client: entry.client,
    redirectUri: BACK,
    isRedirectUriNamed: true,
    scope: ['plans'],
    audience: [],
    state: undefined,
    codeChallenge: undefined,
    issuer: core.site.baseUrl,
  }
  const request = { ip: '127.0.0.1', requestId: 'test' } as Parameters<typeof grantCode>[3]
  const answered = new URL(await grantCode(core, asked, user, request))
  const keys = `${client.id}.${client.secret}`
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const exchanged = await mint.send('POST', '/v0/token/', {
    headers: { authorization: `Bearer ${base64(keys)}` },
    body: {
      grant_type: 'authorization_code',
      code: answered.searchParams.get('code'),
      redirect_uri: BACK,
    },
  })
  assert.equal(exchanged.status, 200, exchanged.text)
  const user_token = String(exchanged.json.user_token)
  return {
    client,
    userId: String(userId),
    keysOnly: base64(keys),
    withUser: base64(`${keys}.${user_token}`),
    foreignPlan: base64(`${keys}.${user_token}.${resourceKeyOf(core.secrets, foreign)}`),
  }
}
