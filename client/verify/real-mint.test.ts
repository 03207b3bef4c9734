// Against the real server: every style's credentials, everything that ends one, and everything that
// is none.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { secretsFrom } from '../../server/credentials/secrets.ts'
import { apiAt, upstreamForThisFile } from '../../server/test/apis.ts'
import { createClient, manage } from '../../server/test/flows/admin.ts'
import { envoyPassword } from '../../server/test/flows/envoy.ts'
import { clientCredentials, holdTokens, requestToken } from '../../server/test/flows/standard.ts'
import { authorizationOf, revoke } from '../../server/test/flows/tokens.ts'
import { eightByEight, vocera } from '../../server/test/flows/vendors.ts'
import { composite, holdUserToken } from '../../server/test/flows/vocalcola.ts'
import { forgeHmac, part, readJwt } from '../../server/test/jwt.ts'
import { mintForThisFile } from '../../server/test/mint.ts'
import { eventually } from '../../server/test/wire.ts'
import { identityVerifier, Refusal, type VerifierOptions, verifier } from './index.ts'

const masterKey = randomBytes(32)
const demoClient = secretsFrom(masterKey).derive('demo', 'client', 'standard').slice(0, 12)
const mint = await mintForThisFile({
  env: {
    MINTMARK_MASTER_KEY: masterKey.toString('base64'),
    MINTMARK_RESOURCE_SERVERS: `mmc_${demoClient}`,
  },
})
const { demo } = mint
const introspect = {
  clientId: demo.standard.client_id,
  clientSecret: demo.standard.client_secret,
}
const ALL_STYLES = ['standard', 'vonage', 'envoy', 'vocera', 'eight-by-eight', 'vocalcola']
const ALL_WAYS = ['bearer', 'api_key', 'composite', 'x_token'] as const

const open = (options: Partial<VerifierOptions> = {}) => {
  const opened = verifier({ issuer: mint.baseUrl, ...options })
  after(() => opened.close())
  return opened
}
const plain = open()
const full = open({ dialects: ALL_STYLES, presentations: ALL_WAYS, introspect })

const standardToken = async () => (await clientCredentials(mint)).field('access_token')
const vonageToken = async (host?: string) => {
  const { client_id, client_secret } = demo.vonage
  const form = { grant_type: 'client_credentials', client_id, client_secret, scope: 'stats' }
  const headers = host === undefined ? {} : { Host: host }
  return (await mint.request('/Auth/connect/token', { form, headers })).field('access_token')
}
const refusedAs = (code: string) => (thrown: unknown) => {
  assert.ok(thrown instanceof Refusal, String(thrown))
  assert.equal(thrown.code, code, thrown.message)
  return true
}
const isRefused = (one: typeof plain, token: string) =>
  one.verifyToken(token).then(
    () => false,
    (thrown) => refusedAs('invalid_token')(thrown),
  )

test('tokens of every style that signs with a published key are verified offline', async () => {
  const own = await plain.verifyToken(await standardToken())
  assert.equal(own.dialect, 'standard')
  assert.equal(own.clientId, demo.standard.client_id)
  assert.deepEqual(own.scopes, demo.standard.scopes)
  assert.equal(own.subject, undefined)
  const person = await plain.verifyToken((await holdTokens(mint)).access)
  assert.ok(person.subject)
  const regional = await plain.verifyToken(await vonageToken())
  assert.equal(regional.clientId, demo.vonage.client_id)
  assert.deepEqual(regional.scopes, ['stats'])
  const colleague = await plain.verifyToken((await envoyPassword(mint)).field('access_token'))
  assert.equal(colleague.dialect, 'envoy')
  assert.deepEqual([...colleague.scopes].sort(), ['locations.read', 'token.refresh'])
})

test('what cannot be verified offline is introspected, whatever bears it', async () => {
  const key = await full.verify({ headers: { 'x-api-key': demo.envoy.client_api_key } })
  assert.deepEqual([key.kind, key.clientId], ['client_key', demo.envoy.client_id])
  const { public_key, private_key } = demo.vocalcola
  const bearer = composite(public_key, private_key, await holdUserToken(mint))
  const user = await full.verifyToken(bearer)
  assert.deepEqual([user.kind, user.clientId], ['subject_token', public_key])
  assert.ok(user.subject)
  const agent = await full.verifyToken((await vocera(mint)).field('access'))
  assert.deepEqual([agent.dialect, agent.agentId], ['vocera', String(demo.vocera.agent_id)])
  const token = (await eightByEight(mint)).field('auth_token')
  const room = await full.verify({ headers: new Headers({ 'x-token': token }) })
  assert.equal(room.dialect, 'eight-by-eight')
  for (const wrong of [{ 'x-api-key': 'bm86bm8=' }, { authorization: 'Bearer bm8ubm8=' }]) {
    await assert.rejects(full.verify({ headers: wrong }), refusedAs('invalid_token'))
  }
})

test('only resource servers that the operator names are told of others’ credentials', async () => {
  const { client_id: clientId, client_secret: clientSecret } = await createClient(mint, {
    dialect: 'standard',
  })
  const own = { clientId, clientSecret }
  const curious = open({ dialects: ALL_STYLES, presentations: ALL_WAYS, introspect: own })
  const bears = { headers: { 'x-api-key': demo.envoy.client_api_key } }
  await assert.rejects(curious.verify(bears), refusedAs('invalid_token'))
  assert.ok(await isRefused(curious, (await vocera(mint)).field('access')))
})

test('what is no access token is none, however genuine it is', async () => {
  const pair = (await vocera(mint)).json()
  const refresh = (await holdTokens(mint)).refresh
  assert.ok(await isRefused(full, refresh), 'a refresh token')
  assert.ok(await isRefused(full, String(pair.refresh)), 'a signed refresh token')
  assert.ok(await isRefused(plain, String(pair.access)), 'an embed token, where none is expected')
  const onlyBearers = open({ introspect })
  assert.ok(
    await isRefused(onlyBearers, String(pair.access)),
    'an embed token that is introspected',
  )
  const feed = await mint.request('/.well-known/mintmark-revocations')
  assert.ok(await isRefused(plain, feed.text), 'the feed, signed with the same key')
})

test('the feed says no to what makes no sense, and is no page for anything but GET', async () => {
  const path = '/.well-known/mintmark-revocations'
  for (const query of [
    'nonce=a%20b',
    `nonce=${'x'.repeat(65)}`,
    `after=${'1'.repeat(101)}`,
    'wait=x',
  ]) {
    const answer = await mint.request(`${path}?${query}`)
    assert.equal(answer.status, 400, query)
    assert.equal(answer.field('error'), 'invalid_request')
  }
  assert.equal((await mint.request(path, { method: 'POST' })).status, 405)
  const plain = await mint.request(`${path}?after=99.forged&nonce=n`)
  assert.equal(plain.headers['cache-control'], 'no-store')
  const { header, payload } = readJwt(plain.text)
  assert.equal(header.typ, 'revocations+jwt')
  assert.deepEqual([payload.nonce, payload.after, payload.from_start], ['n', '99.forged', true])
})

test('forged tokens are refused', async () => {
  const token = await standardToken()
  const { header, payload, signed, signature } = readJwt(token)
  const foreign = readJwt((await envoyPassword(mint)).field('access_token'))
  const jwks = (await mint.request(mint.endpoints.jwks)).text
  const flipped = `${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`
  const forged = {
    'another signature': `${signed}.${flipped}`,
    'no signature': `${signed}.`,
    'a signature in another spelling': `${signed}.${signature}=`,
    'alg none': `${part({ ...header, alg: 'none' })}.${part(payload)}.`,
    'alg none, signed': `${part({ ...header, alg: 'none' })}.${part(payload)}.${signature}`,
    'HS256 with the public key': forgeHmac({ typ: 'at+jwt', kid: header.kid }, payload, jwks),
    'another kid': `${part({ ...header, kid: 'made-up' })}.${part(payload)}.${signature}`,
    'the kid of another style': [
      part({ ...header, kid: foreign.header.kid }),
      part(payload),
      signature,
    ].join('.'),
    'another payload': `${part(header)}.${part({ ...payload, scope: 'admin' })}.${signature}`,
    'a wrong typ': `${part({ ...header, typ: 'JWT' })}.${part(payload)}.${signature}`,
    'four parts': `${token}.${signature}`,
    'a prototype as kid': `${part({ ...header, kid: '__proto__' })}.${part(payload)}.${signature}`,
  }
  for (const [what, text] of Object.entries(forged)) {
    for (const one of [plain, full]) assert.ok(await isRefused(one, text), what)
  }
  assert.ok(await plain.verifyToken(token), 'and the genuine one is still good')
})

test('a token of another audience, region or style is refused where that was said', async () => {
  const token = await standardToken()
  assert.ok(await isRefused(open({ audience: 'https://other.example' }), token))
  assert.ok(await open({ audience: mint.baseUrl }).verifyToken(token))
  assert.ok(await isRefused(open({ dialects: ['vonage'] }), token))
  const envoy = (await envoyPassword(mint)).field('access_token')
  assert.ok(await isRefused(open({ audience: mint.baseUrl }), envoy), 'it names no audience')
  const nam = await vonageToken('nam.cc.localhost')
  assert.match(String((await plain.verifyToken(nam)).issuer), /nam\./)
  assert.ok(await isRefused(open({ region: 'emea' }), nam))
  assert.ok(await open({ region: 'nam' }).verifyToken(nam))
})

test('what is revoked is refused within a second, also where it was verified before', async () => {
  const wish = {
    dialect: 'standard',
    scopes: ['api:read'],
    redirect_uris: [demo.standard.redirect_uri],
  }
  const endClient = (path: string) => async (id: string) =>
    void (await manage(mint, `/clients/${id}${path}`, { method: 'DELETE' }))
  const removeSecret = async (id: string): Promise<void> => {
    const { credentials } = (await manage(mint, `/clients/${id}`)).json()
    assert.ok(Array.isArray(credentials))
    await endClient(`/credentials/${credentials[0].id}`)(id)
  }
  const disable = async (id: string): Promise<void> =>
    void (await manage(mint, `/clients/${id}`, { method: 'PATCH', json: { enabled: false } }))
  const owner = authorizationOf(mint)
  const pair = await holdTokens(mint)
  const made = async () => {
    const client = await createClient(mint, wish)
    const given = { ...client, redirect_uri: '', scopes: wish.scopes }
    return { client, token: (await clientCredentials(mint, given)).field('access_token') }
  }
  const [secret, disabled, deleted] = [await made(), await made(), await made()]
  const own = await standardToken()
  const regional = await vonageToken()
  const key = await createClient(mint, { dialect: 'envoy' })
  const apiKey = Buffer.from(`${key.client_id}:${key.client_secret}`).toString('base64')
  const cases: [string, string, () => Promise<unknown>][] = [
    ['a token', own, () => revoke(mint, owner.standard, own)],
    ['a vonage token', regional, () => revoke(mint, owner.vonage, regional)],
    ['a family', pair.access, () => revoke(mint, owner.standard, pair.refresh)],
    ['a credential', secret.token, () => removeSecret(secret.client.id)],
    ['a disabled client', disabled.token, () => disable(disabled.client.id)],
    ['a deleted client', deleted.token, () => endClient('')(deleted.client.id)],
  ]
  for (const [what, token, end] of cases) {
    await plain.verifyToken(token)
    await end()
    await eventually(() => isRefused(plain, token), what)
  }
  const bears = { headers: { 'x-api-key': apiKey } }
  await full.verify(bears)
  await removeSecret(key.id)
  const isOver = () =>
    full.verify(bears).then(
      () => false,
      (thrown) => refusedAs('invalid_token')(thrown),
    )
  await eventually(isOver, 'an API key that was introspected a moment ago')
})

test('a style switched off and a user disabled are known within a second', async () => {
  const token = (await envoyPassword(mint)).field('access_token')
  const { subject } = await plain.verifyToken(token)
  const isOn = (enabled: boolean) =>
    manage(mint, '/dialects/envoy', { method: 'PATCH', json: { enabled } })
  await isOn(false)
  await eventually(() => isRefused(plain, token), 'its style is off')
  await isOn(true)
  await eventually(async () => !(await isRefused(plain, token)), 'its style is on again')
  await manage(mint, `/users/${subject}`, { method: 'PATCH', json: { enabled: false } })
  await eventually(() => isRefused(plain, token), 'its user is disabled')
})

test('an API behind the real gateway verifies who the gateway says that asks', async () => {
  const upstream = await upstreamForThisFile()
  await apiAt(mint, {
    name: 'orders',
    path: '/orders',
    upstreams: [upstream.origin],
    routes: [{ methods: ['GET'], path: '/{id}', no_scope_because: 'a test' }],
  })
  const headers = { Authorization: `Bearer ${await standardToken()}` }
  await eventually(async () => (await mint.request('/orders/7', { headers })).status === 200, 'it')
  const issuer = mint.baseUrl
  const seen = upstream.last()
  const identity = await identityVerifier({ issuer, api: 'orders' }).verify(seen)
  assert.equal(identity.clientId, demo.standard.client_id)
  assert.deepEqual(identity.scopes, demo.standard.scopes)
  const other = identityVerifier({ issuer, api: 'invoices' })
  await assert.rejects(other.verify(seen), refusedAs('invalid_token'))
  assert.ok(await isRefused(full, String(seen.headers['x-auth-identity'])), 'as an access token')
})

test('a new signing key is learned, and one that was retired ends its tokens', async () => {
  const before = await standardToken()
  await plain.verifyToken(before)
  const { data } = (await manage(mint, '/signing-keys')).json()
  assert.ok(Array.isArray(data))
  const key = data.find((one) => one.dialect === 'standard')
  const retired = await manage(mint, `/signing-keys/${key.kid}/retire`, {
    method: 'POST',
    json: {},
  })
  assert.ok(retired.status < 300, retired.text)
  await eventually(() => isRefused(plain, before), 'its key was retired')
  await plain.verifyToken(await standardToken())
})

test('an expired token is refused by the server’s clock', async () => {
  const short = await createClient(mint, {
    dialect: 'standard',
    scopes: ['api:read'],
    access_token_lifetime_seconds: 60,
  })
  const given = { ...short, redirect_uri: '', scopes: [] }
  const answer = await requestToken(mint, { grant_type: 'client_credentials' }, given)
  const token = answer.field('access_token')
  const quick = open({ stalenessMs: 2_000 })
  await quick.verifyToken(token)
  await mint.advance(61)
  await eventually(() => isRefused(quick, token), 'it has expired there', 3_000)
})
