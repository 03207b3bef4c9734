// What each source sends and how it shows its token, as the vendors' pages write it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  authorizationCode,
  clientCredentials,
  eightByEight,
  envoy,
  MintmarkError,
  vocalcola,
  vocera,
  vonage,
} from '../index.ts'
import { CLIENT, ISSUER, json, movedClock, standIn, whileAdvancing } from './kit.ts'

const basic = (text: string) => `Basic ${btoa(text)}`
const never = new Promise<never>(() => {})
const fieldsOf = (multipart: string) =>
  Object.fromEntries(
    [...multipart.matchAll(/name="(\w+)"\r\n\r\n(.*)\r\n/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  )

test('Vocera: the key logs an agent in, its refresh token brings the next token', async () => {
  const clock = movedClock()
  let refreshes = true
  const issuer = standIn(({ url }) => {
    if (url.endsWith('/login/')) return json({ refresh: 'r1', access: 'a1' })
    if (!url.endsWith('/refresh/')) return json({}, url.includes('a1') ? 200 : 401)
    return refreshes ? json({ access: 'a2' }) : json({ code: 'token_not_valid' }, 401)
  })
  const source = vocera({ apiKey: 'key', agentId: 1, fetch: issuer.fetch, clock })
  await source.fetch('/user/embedded-token-detail/')
  const [login, call, refresh, again] = issuer.asked
  assert.equal(login?.url, 'https://new-prod.vocera.ai/user/v1/embedded/login/')
  assert.equal(login?.headers.get('content-type'), 'application/json')
  assert.equal(login?.body, '{"api_key":"key","agent_id":1}')
  assert.equal(call?.url, 'https://new-prod.vocera.ai/user/embedded-token-detail/')
  assert.equal(call?.headers.get('authorization'), 'Bearer a1')
  assert.equal(refresh?.url, 'https://new-prod.vocera.ai/user/v1/embedded/refresh/')
  assert.equal(refresh?.body, '{"refresh":"r1"}')
  assert.equal(again?.headers.get('authorization'), 'Bearer a2')
  refreshes = false
  await clock.advance(60_000)
  await source.fetch('/user/embedded-token-detail/')
  const paths = issuer.asked.slice(4).map(({ url }) => url.split('/').at(-2))
  assert.deepEqual(paths, ['embedded-token-detail', 'refresh', 'login', 'embedded-token-detail'])
})

test('8x8: a POST without a body; reports by x-token; a room on demand', async () => {
  const issuer = standIn(({ body }) =>
    json({
      auth_token: 't',
      ...(body !== '' && { call_reference: '123abcde', guest_link: 'https://x.example/guest/1' }),
    }),
  )
  const source = eightByEight({ apiKey: 'key', fetch: issuer.fetch })
  await source.fetch('/api/v1/call-logs?q=1')
  const [token, call] = issuer.asked
  assert.equal(token?.url, 'https://video-agent.8x8.com/api/v1/tokens')
  assert.equal(token?.headers.get('authorization'), 'Bearer key')
  assert.equal(token?.body, '')
  assert.equal(call?.headers.get('x-token'), 't')
  assert.equal(call?.headers.get('authorization'), null)
  const room = await source.createRoom({ phoneNumber: '+6512345678', callReference: '123abcde' })
  assert.equal(room.token.value, 't')
  assert.equal(room.guestLink, 'https://x.example/guest/1')
  assert.deepEqual(JSON.parse(issuer.asked.at(-1)?.body ?? ''), {
    create_room: true,
    phone_number: '+6512345678',
    call_reference: '123abcde',
  })
})

test('Vonage: credentials and scopes in a form, at the region’s own hosts', async () => {
  const issuer = standIn(() => json({ access_token: 't', expires_in: 7200, token_type: 'Bearer' }))
  const scopes = ['agents-availability:read', 'stats']
  const { clientId, clientSecret } = CLIENT
  const options = { clientId, clientSecret, scopes, fetch: issuer.fetch }
  await vonage({ ...options, region: 'nam' }).fetch('/agents-availability?skillNames=a')
  const [token, call] = issuer.asked
  assert.equal(token?.url, 'https://nam.cc.vonage.com/Auth/connect/token')
  assert.match(token?.headers.get('content-type') ?? '', /^application\/x-www-form-urlencoded/)
  assert.equal(
    token?.body,
    'grant_type=client_credentials&client_id=client-1&client_secret=secret-1' +
      '&scope=agents-availability%3Aread+stats',
  )
  assert.equal(call?.url, 'https://nam.api.cc.vonage.com/agents-availability?skillNames=a')
  assert.equal(call?.headers.get('accept'), 'application/vnd.newvoicemedia.v1+json')
  const regional = {
    baseUrl: 'https://{region}.cc.me.example',
    apiUrl: 'https://{region}.me.example',
  }
  await vonage({ ...options, ...regional, region: 'apac' }).fetch('/x')
  const [, , own, ownCall] = issuer.asked
  assert.equal(own?.url, 'https://apac.cc.me.example/Auth/connect/token')
  assert.equal(ownCall?.url, 'https://apac.me.example/x')
})

test('VocalCola: bearers of two, three and four parts; a code becomes a user token', async () => {
  const issuer = standIn(() => json({ user_token: 'ut', scope: 'profile', access_token: 'x' }))
  const keys = { publicKey: 'pub', privateKey: 'priv', fetch: issuer.fetch }
  const bearerOf = async (source: ReturnType<typeof vocalcola>) =>
    atob((await source.getToken()).value)
  assert.equal(await bearerOf(vocalcola(keys)), 'pub.priv')
  assert.equal(await bearerOf(vocalcola({ ...keys, userToken: 'ut' })), 'pub.priv.ut')
  const four = vocalcola({ ...keys, userToken: 'ut', planKey: 'plan' })
  assert.equal(await bearerOf(four), 'pub.priv.ut.plan')
  const redirectUri = 'https://me.example/cb?x=1'
  const source = vocalcola({ ...keys, redirectUri, scopes: ['profile', 'plans'] })
  const { url, pending } = source.begin()
  const { origin, pathname, searchParams } = new URL(url)
  assert.equal(origin + pathname, 'https://portal.vocalcola.com/user/apps/authorize.php')
  assert.equal(searchParams.get('scope'), 'profile plans')
  assert.equal(searchParams.get('redirect_uri'), redirectUri)
  const callback = `${redirectUri}&code=c1&state=${pending.state}`
  assert.deepEqual(await source.complete(callback, pending), { userToken: 'ut', scope: 'profile' })
  const [asked] = issuer.asked
  assert.equal(asked?.url, 'https://api.vocalcola.com/v0/token/')
  assert.equal(asked?.headers.get('authorization'), `Bearer ${btoa('pub.priv')}`)
  assert.deepEqual(JSON.parse(asked?.body ?? ''), {
    grant_type: 'authorization_code',
    code: 'c1',
    redirect_uri: redirectUri,
  })
  assert.equal(await bearerOf(source), 'pub.priv.ut')
})

test('Envoy: password with Basic in a multipart form, refresh with the client in it', async () => {
  const clock = movedClock()
  let count = 0
  const issuer = standIn(({ url }) => {
    count += 1
    if (!url.endsWith('/oauth2/token')) return json({ data: [] })
    const tokens = { access_token: `a${count}`, refresh_token: `r${count}`, expires_in: 86_400 }
    return json({ ...tokens, refresh_token_expires_in: 2_592_000, state: null, company_id: '1' })
  })
  const kept: string[] = []
  const { clientId, clientSecret } = CLIENT
  const source = envoy({
    ...{ clientId, clientSecret, fetch: issuer.fetch, clock },
    username: 'user@example.com',
    password: 'pä ss',
    scopes: ['locations.read'],
    onRefreshToken: (refreshToken) => {
      kept.push(refreshToken)
      throw new Error('the disk is full, which costs no token')
    },
  })
  await source.getToken()
  await clock.advance(86_400_000)
  assert.equal((await source.getToken()).value, 'a2')
  const [first, second] = issuer.asked
  assert.equal(first?.url, 'https://api.envoy.com/oauth2/token')
  assert.equal(first?.headers.get('authorization'), basic('client-1:secret-1'))
  assert.match(first?.headers.get('content-type') ?? '', /^multipart\/form-data; boundary=/)
  assert.deepEqual(fieldsOf(first?.body ?? ''), {
    username: 'user@example.com',
    password: 'pä ss',
    scope: 'token.refresh,locations.read',
    grant_type: 'password',
  })
  assert.equal(second?.headers.get('authorization'), null)
  assert.deepEqual(fieldsOf(second?.body ?? ''), {
    client_id: 'client-1',
    client_secret: 'secret-1',
    refresh_token: 'r1',
    grant_type: 'refresh_token',
  })
  assert.deepEqual(kept, ['r1', 'r2'])
  const before = issuer.asked.length
  issuer.answer = () => json({ error: 'invalid_grant' }, 401)
  const ended = envoy({ clientId, clientSecret, refreshToken: 'r', fetch: issuer.fetch, clock })
  for (let turn = 0; turn < 3; turn += 1) {
    await assert.rejects(ended.getToken(), { code: 'consent_required' })
  }
  assert.equal(
    issuer.asked.length,
    before + 1,
    'a refresh token that was refused is not shown again',
  )
  issuer.answer = () => json({ data: [] })
  await envoy({ apiKey: 'key', fetch: issuer.fetch }).fetch('/v1/locations')
  const call = issuer.asked.at(-1)
  assert.equal(call?.url, 'https://api.envoy.com/v1/locations')
  assert.equal(call?.headers.get('x-api-key'), 'key')
})

test('client credentials: Basic with encoded parts, or the body, scopes, resources', async () => {
  const issuer = standIn(() => json({ access_token: 't', expires_in: 900, scope: 'a' }))
  const client = {
    baseUrl: `${ISSUER}/`,
    clientId: 'a:b',
    clientSecret: 's%+',
    fetch: issuer.fetch,
  }
  const more = { scopes: ['a', 'b'], resources: ['https://1.example', 'https://2.example'] }
  const token = await clientCredentials({ ...client, ...more }).getToken()
  assert.equal(token.scope, 'a')
  const [header] = issuer.asked
  assert.equal(header?.url, `${ISSUER}/oauth/token`)
  assert.equal(header?.headers.get('authorization'), basic('a%3Ab:s%25%2B'))
  assert.equal(
    header?.body,
    'grant_type=client_credentials&scope=a+b' +
      '&resource=https%3A%2F%2F1.example&resource=https%3A%2F%2F2.example',
  )
  await clientCredentials({ ...client, clientAuthentication: 'body' }).getToken()
  const body = issuer.asked.at(-1)
  assert.equal(body?.headers.get('authorization'), null)
  assert.equal(body?.body, 'grant_type=client_credentials&client_id=a%3Ab&client_secret=s%25%2B')
})

test('authorization code: PKCE, the callback’s own checks, the tokens that follow', async () => {
  const clock = movedClock()
  let isRefused = false
  const issuer = standIn(() =>
    isRefused
      ? json({ error: 'invalid_grant' }, 400)
      : json({ access_token: 't', refresh_token: 'r1', expires_in: 900 }),
  )
  const redirectUri = 'https://me.example/cb'
  const { fetch } = issuer
  const options = { baseUrl: ISSUER, clientId: 'page', redirectUri, scopes: ['a'], fetch, clock }
  const source = authorizationCode(options)
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'no error',
      (error) => (error instanceof MintmarkError ? error.code : String(error)),
    )
  assert.equal(await codeOf(source.getToken()), 'consent_required')
  const { url, pending } = await source.begin()
  const sent = new URL(url).searchParams
  assert.equal(sent.get('code_challenge_method'), 'S256')
  const { createHash } = await import('node:crypto')
  const challenge = createHash('sha256')
    .update(pending.verifier ?? '')
    .digest('base64url')
  assert.equal(sent.get('code_challenge'), challenge)
  const { state } = pending
  for (const [query, code] of [
    ['code=c&state=other', 'callback_refused'],
    ['code=c', 'callback_refused'],
    [`state=${state}`, 'callback_refused'],
    [`code=c&state=${state}&iss=https%3A%2F%2Fevil.example`, 'callback_refused'],
    [`error=access_denied&state=${state}`, 'consent_required'],
    [`error=server_error&state=${state}`, 'callback_refused'],
  ] as const) {
    assert.equal(await codeOf(source.complete(`${redirectUri}?${query}`, pending)), code)
  }
  const strict = authorizationCode({ ...options, issuer: `${ISSUER}/` })
  const withoutIss = strict.complete(`${redirectUri}?code=c&state=${state}`, pending)
  assert.equal(await codeOf(withoutIss), 'callback_refused')
  assert.equal(issuer.asked.length, 0, 'nothing was sent for any of these')
  const iss = encodeURIComponent(ISSUER)
  await source.complete(`${redirectUri}?code=c&state=${state}&iss=${iss}`, pending)
  assert.deepEqual(Object.fromEntries(new URLSearchParams(issuer.asked[0]?.body)), {
    grant_type: 'authorization_code',
    code: 'c',
    redirect_uri: redirectUri,
    code_verifier: pending.verifier,
    client_id: 'page',
  })
  assert.equal((await source.getToken()).value, 't')
  await clock.advance(900_000)
  await source.getToken()
  const refreshed = Object.fromEntries(new URLSearchParams(issuer.asked[1]?.body))
  assert.deepEqual(refreshed, {
    grant_type: 'refresh_token',
    refresh_token: 'r1',
    client_id: 'page',
  })
  const arrived = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<void>()
  issuer.answer = async () => {
    arrived.resolve()
    await answered.promise
    return json({ access_token: 'old-consent', refresh_token: 'r9', expires_in: 900 })
  }
  await clock.advance(900_000)
  const waiting = source.getToken()
  await arrived.promise
  issuer.answer = () => json({ access_token: 'new', refresh_token: 'r2', expires_in: 900 })
  await source.complete(`${redirectUri}?code=c2&state=${state}`, pending)
  answered.resolve()
  assert.equal((await waiting).value, 'new', 'a refresh under way does not undo a new consent')
  assert.equal((await source.getToken()).value, 'new')
  const requests = issuer.asked.length
  issuer.answer = () =>
    isRefused
      ? json({ error: 'invalid_grant' }, 400)
      : json({ access_token: 't', refresh_token: 'r1', expires_in: 900 })
  const slow = authorizationCode({ ...options, refreshToken: 'r', onRefreshToken: () => never })
  const late = await whileAdvancing(clock, 10_000, slow.getToken())
  assert.equal(late.value, 't', 'whoever never finishes writing it down holds up nobody for ever')
  isRefused = true
  await clock.advance(900_000)
  for (let turn = 0; turn < 5; turn += 1) {
    assert.equal(await codeOf(source.getToken()), 'consent_required')
  }
  assert.equal(
    issuer.asked.length,
    requests + 2,
    'a refresh token that was refused is not shown again',
  )
})
