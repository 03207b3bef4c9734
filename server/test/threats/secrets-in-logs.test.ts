// At the most talkative log level, no credential reaches the log, the metrics, the audit record
// or the body of an error: not whole, not encoded, not its first characters (ASVS 16.2.5).
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { enter, settingsIn } from '../../conference/test/caller.ts'
import { openBrowser } from '../browser.ts'
import { createClient, manage } from '../flows/admin.ts'
import {
  envoyPassword,
  envoyRefresh,
  envoyToken,
  holdEnvoyCode,
  locations,
} from '../flows/envoy.ts'
import {
  addPasskey,
  browserOf,
  formPost,
  operatorLink,
  passkeyBrowser,
  signChallenge,
  switchSecondFactorOn,
  typePassword,
} from '../flows/people.ts'
import {
  clientCredentials,
  holdCode,
  pairOf,
  redeem,
  refresh,
  requestToken,
} from '../flows/standard.ts'
import { authorizationOf, introspect, revoke } from '../flows/tokens.ts'
import {
  agentSignIn,
  availability,
  bearer,
  callLogs,
  eightByEight,
  vocera,
  voceraDetail,
  voceraRefresh,
  vonage,
} from '../flows/vendors.ts'
import { composite, holdUserCode, me, redeemUserCode } from '../flows/vocalcola.ts'
import { mintForThisFile } from '../mint.ts'
import { findSecret, type Secret } from '../spellings.ts'
import type { Answer } from '../wire.ts'

const mint = await mintForThisFile({ env: { MINTMARK_LOG_LEVEL: 'trace' } })
const { demo } = mint
const secrets: Secret[] = []
const refusals: string[] = []

function keep(name: string, value: string): string {
  secrets.push({ name, value })
  return value
}

/** A secret that the mint never made, but might note down as it refuses it. */
function canary(name: string): string {
  return keep(`canary: ${name}`, `canary_${randomBytes(24).toString('hex')}`)
}

async function refuse(sent: Promise<Answer>, least = 400) {
  const answer = await sent
  assert.ok(answer.status >= least && answer.status < 500, `${answer.status}: ${answer.text}`)
  refusals.push(`${JSON.stringify(answer.headers)}\n${answer.text}`)
}

test('no credential is in the log, the metrics, the audit record or an error body', async () => {
  // What is printed at the start, the demo credentials among it, is meant for the eye.
  const banner = (await quietOutput()).length
  await useEveryCredential()
  await signInInEveryWay()
  await misuseEveryPlace()
  await abandonRequests()

  const log = (await quietOutput()).slice(banner)
  assert.match(log, /oauth2\/token|agents-availability/, 'the log was read: it names requests')
  const places: Readonly<Record<string, string>> = {
    'the log': log,
    'the metrics': (await mint.request('/metrics')).text,
    'the audit record': await auditRecord(),
    'an error body': refusals.join('\n'),
  }
  assert.ok(secrets.length > 40)
  const found = Object.entries(places).flatMap(([place, text]) =>
    secrets.flatMap((secret) => {
      const find = findSecret(text, secret)
      return find === undefined ? [] : [`${find.secret} in ${place} as ${find.spelling}`]
    }),
  )
  assert.deepEqual(found, [])
})

async function useEveryCredential() {
  const client = await createClient(mint, {
    dialect: 'standard',
    scopes: demo.standard.scopes,
    redirect_uris: [demo.standard.redirect_uri],
  })
  keep('client secret', client.client_secret)
  keep('management key', demo.management_key)
  keep('user password', demo.vocalcola.user.password)
  keep('Envoy password', demo.envoy.password)
  const { redirect_uri, scopes } = demo.standard
  const browser = openBrowser(mint, redirect_uri)
  const held = await holdCode(mint, { ...client, redirect_uri, scopes }, browser)
  keep('code', held.code)
  keep('verifier', held.verifier)
  for (const [name, value] of browser.cookies) keep(`cookie ${name}`, value)
  const pair = pairOf(await redeem(mint, held))
  keep('access token', pair.access)
  keep('refresh token', pair.refresh)
  const next = pairOf(await refresh(mint, pair.refresh, held.client))
  keep('successor', next.refresh)
  await introspect(mint, authorizationOf(mint).standard, next.access)
  await refuse(redeem(mint, held))
  keep('machine token', (await clientCredentials(mint, held.client)).field('access_token'))

  const embed = await vocera(mint, keep('Vocera API key', demo.vocera.api_key))
  await voceraDetail(mint, keep('embed access token', embed.field('access')))
  await voceraRefresh(mint, keep('embed refresh token', embed.field('refresh')))
  keep('8x8 API key', demo.eight_by_eight.api_key)
  const room = await eightByEight(mint, { create_room: true, phone_number: '+6590893208' })
  const page = await agentSignIn(mint, keep('room token', room.field('auth_token')))
  const { ticket } = settingsIn(page)
  keep('room ticket', ticket)
  const caller = await enter(mint, { ticket })
  keep('seat', caller.entered.resume)
  caller.socket.close()
  const frame = await mint.request('/embed/1/frames', {
    headers: { Authorization: `Bearer ${embed.field('access')}` },
    json: { origin: 'http://localhost:4010' },
  })
  keep('open frame', frame.field('secret'))
  await mint.request(`/embed/1/overview?token=${embed.field('access')}`)
  await callLogs(mint, room.field('auth_token'))
  const link = new URL(room.field('guest_link'))
  keep('guest link', link.pathname.split('/').at(-1) ?? '')
  await mint.request(link.pathname)
  const vonageToken = keep('Vonage token', (await vonage(mint)).field('access_token'))
  keep('Vonage secret', demo.vonage.client_secret)
  await availability(mint, vonageToken)
  await revoke(mint, authorizationOf(mint).vonage, vonageToken)
  await refuse(availability(mint, vonageToken))
  const envoy = await envoyPassword(mint)
  await locations(mint, keep('Envoy access token', envoy.field('access_token')))
  await envoyRefresh(mint, keep('Envoy refresh token', envoy.field('refresh_token')))
  await refuse(envoyRefresh(mint, envoy.field('refresh_token')))
  keep('Envoy code', await holdEnvoyCode(mint))
  keep('Envoy secret', demo.envoy.client_secret)
  const key = keep('Envoy API key', demo.envoy.client_api_key)
  await mint.request('/v1/locations', { headers: { 'X-API-Key': key } })
  keep('private key', demo.vocalcola.private_key)
  const code = keep('user code', await holdUserCode(mint))
  const user = (await redeemUserCode(mint, code)).field('user_token')
  const { public_key, private_key, plan_key } = demo.vocalcola
  await me(mint, composite(public_key, private_key, keep('user token', user), plan_key))
}

async function signInInEveryWay() {
  const { user } = demo.vocalcola
  const own = passkeyBrowser(mint)
  await addPasskey(mint, own, user)
  const { secret, recoveryCodes } = await switchSecondFactorOn(mint, own.browser, user)
  keep('second factor', secret)
  for (const code of recoveryCodes) keep('recovery code', code)
  const browser = browserOf(mint)
  const step = await typePassword(mint, browser, user)
  for (const [name, value] of browser.cookies) keep(`cookie ${name}, half-way`, value)
  const wrong = { recovery_code: canary('recovery code').slice(0, 40) }
  await refuse(browser.post(formPost(step, wrong)))
  const [code = ''] = recoveryCodes
  await browser.post(formPost(step, { recovery_code: code }))
  for (const [name, value] of browser.cookies) keep(`cookie ${name}, at last`, value)

  const other = { ...passkeyBrowser(mint), authenticator: own.authenticator }
  await other.browser.open('/sign-in')
  const signed = await signChallenge(other)
  keep('signature of a passkey', signed.answer.response.signature)
  await other.ask('/sign-in/passkey', signed)
  await refuse(other.ask('/sign-in/passkey', signed))
  await refuse(other.ask('/sign-in/passkey', { csrf: canary('form token'), answer: {} }))

  const link = await operatorLink(mint)
  keep('invitation', link.split('=')[1] ?? '')
  const invited = browserOf(mint)
  const welcome = await invited.open(link)
  const poor = 'password12345'
  const typed = { new_password: poor, new_password_again: canary('new password') }
  await refuse(invited.post(formPost(welcome, typed)))
  await refuse(invited.open(`/welcome?token=${canary('link')}`))
  await refuse(invited.open(`/setup?token=${canary('another link')}`))
}

async function misuseEveryPlace() {
  const query = new URLSearchParams({
    access_token: canary('query'),
    client_secret: canary('query 2'),
  })
  await refuse(mint.request(`/v1/locations?${query}`))
  await refuse(mint.request(`/no/such/path/${canary('path')}?${query}`))
  await refuse(mint.request(`${mint.endpoints.token}?${query}`, { form: { grant_type: 'x' } }))
  await refuse(locations(mint, canary('bearer')))
  await refuse(availability(mint, canary('Vonage bearer')))
  await refuse(mint.request('/v1/locations', { headers: { 'X-API-Key': canary('X-API-Key') } }))
  await refuse(callLogs(mint, canary('x-token')))
  await refuse(agentSignIn(mint, canary('agent token')))
  await refuse(vocera(mint, canary('api_key')))
  await refuse(voceraRefresh(mint, canary('embed refresh')))
  await refuse(eightByEight(mint, undefined, canary('8x8 key')))
  const client_secret = canary('client_secret')
  await refuse(vonage(mint, 'stats', { client_id: demo.vonage.client_id, client_secret }))
  await refuse(envoyPassword(mint, { username: 'a@b.example', password: canary('password') }))
  await refuse(envoyPassword(mint, { username: canary('username'), password: 'word' }))
  await refuse(envoyToken(mint, { grant_type: canary('grant_type'), scope: canary('scope') }))
  await refuse(redeemUserCode(mint, canary('code')))
  await refuse(me(mint, composite(canary('part 1'), canary('part 2'), canary('part 3'))))
  await refuse(refresh(mint, canary('refresh_token')))
  await refuse(requestToken(mint, { grant_type: 'password', password: canary('password 2') }))
  await refuse(mint.request('/admin/v1/clients', bearer(canary('management key'))))
  await refuse(mint.request(`/guest/${canary('guest link')}`))
  await refuse(
    mint.request('/v1/locations', { headers: { Cookie: `session=${canary('cookie')}` } }),
  )
  const json = { 'Content-Type': 'application/json' }
  const broken = `{"api_key": "${canary('broken JSON')}", `
  await refuse(mint.request('/user/v1/embedded/login/', { body: broken, headers: json }))
  const multipart = { 'Content-Type': 'multipart/form-data; boundary=b' }
  const partHead = '--b\r\nContent-Disposition: form-data; name="password"\r\n\r\n'
  const part = partHead + canary('multipart')
  await refuse(mint.request('/oauth2/token', { body: part, headers: multipart }))
  const text = { 'Content-Type': 'text/plain' }
  await refuse(mint.request('/oauth2/token', { body: canary('text body'), headers: text }))
  const large = `password=${canary('large body')}&x=${'x'.repeat(4_000_000)}`
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
  // The server may hang up on a body this large before it was all sent.
  await mint.request('/oauth2/token', { body: large, headers: form }).catch(() => undefined)
}

/** Requests that end before they were complete: broken off, and no HTTP at all. */
async function abandonRequests() {
  const cut = [
    'POST /oauth2/token HTTP/1.1',
    'Host: localhost',
    `Authorization: Bearer ${canary('cut')}`,
    'Content-Type: application/json',
    'Content-Length: 999',
    '',
    `{"password":"${canary('cut body')}`,
  ].join('\r\n')
  const noHttp = `GET /v1 HTTP/9.9\r\nX-API-Key: ${canary('no HTTP')}\r\nX Y: z\r\n\r\n`
  for (const bytes of [cut, noHttp]) {
    const socket = connect(mint.port, '127.0.0.1')
    socket.on('error', () => undefined)
    await new Promise((resolve) => socket.write(bytes, resolve))
    socket.destroySoon()
  }
}

async function auditRecord(): Promise<string> {
  const pages: string[] = []
  let cursor = ''
  do {
    const answer = await manage(mint, `/audit-events${cursor === '' ? '' : `?cursor=${cursor}`}`)
    assert.equal(answer.status, 200, answer.text)
    pages.push(answer.text)
    const next = answer.json().next_cursor
    cursor = typeof next === 'string' ? encodeURIComponent(next) : ''
  } while (cursor !== '' && pages.length < 50)
  assert.match(pages.join(), /invalid_client/, 'the record names refusals')
  return pages.join('\n')
}

async function quietOutput(): Promise<string> {
  for (let length = -1; length !== mint.output().length; ) {
    length = mint.output().length
    await pause(200)
  }
  return mint.output()
}
