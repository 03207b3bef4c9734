// Whoever copies the database gets nothing that opens a door: one credential of each kind is made,
// and none of them is found in the stored bytes, in any spelling (ASVS 6.5.2, 14.1.1).
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Secret as TotpSecret } from 'otpauth'
import { enter, settingsIn } from '../../conference/test/caller.ts'
import { openBrowser } from '../browser.ts'
import { createClient } from '../flows/admin.ts'
import { envoyPassword, envoyRefresh, holdEnvoyCode } from '../flows/envoy.ts'
import {
  addPasskey,
  browserOf,
  operatorLink,
  passkeyBrowser,
  switchSecondFactorOn,
  typePassword,
} from '../flows/people.ts'
import { clientCredentials, holdCode, holdTokens, pairOf, refresh } from '../flows/standard.ts'
import { agentSignIn, eightByEight, vocera, vonage } from '../flows/vendors.ts'
import { holdUserCode, redeemUserCode } from '../flows/vocalcola.ts'
import { startMint } from '../mint.ts'
import { findSecret, type Secret } from '../spellings.ts'
import { type Stored, storedBytes } from '../stored-bytes.ts'

const mint = await startMint()
after(() => mint.stop())
const secrets: Secret[] = []
const keep = (name: string, value: string) => secrets.push({ name, value })

function assertNothingIsFound(stored: Stored) {
  const found = [...stored].flatMap(([file, text]) =>
    secrets.flatMap((secret) => {
      const find = findSecret(text, secret)
      return find === undefined ? [] : [`${find.secret} in ${file} as ${find.spelling}`]
    }),
  )
  assert.deepEqual(found, [])
}

test('the stored bytes hold no credential of any kind, in no spelling', async () => {
  const { demo } = mint
  keep('operator password', demo.operator.password)
  keep('management key', demo.management_key)
  keep('user password', demo.vocalcola.user.password)
  keep('demo Vocera API key', demo.vocera.api_key)
  keep('demo 8x8 API key', demo.eight_by_eight.api_key)
  keep('demo Vonage secret', demo.vonage.client_secret)
  keep('demo VocalCola private key', demo.vocalcola.private_key)
  keep('demo plan key', demo.vocalcola.plan_key)
  keep('demo Envoy secret', demo.envoy.client_secret)
  keep('demo Envoy API key', demo.envoy.client_api_key)
  keep('demo standard secret', demo.standard.client_secret)

  const marker = `Marker ${Date.now()} of a test`
  for (const dialect of ['standard', 'vonage', 'envoy', 'vocalcola', 'vocera', 'eight-by-eight']) {
    const client = await createClient(mint, { dialect, name: marker })
    keep(`${dialect} secret or key`, client.client_secret)
  }

  const browser = openBrowser(mint, demo.standard.redirect_uri)
  const first = await holdTokens(mint, browser)
  const second = pairOf(await refresh(mint, first.refresh))
  for (const [name, pair] of Object.entries({ first, second })) {
    keep(`${name} access token`, pair.access)
    keep(`${name} refresh token`, pair.refresh)
  }
  keep('machine access token', (await clientCredentials(mint)).field('access_token'))
  keep('code in waiting', (await holdCode(mint, demo.standard, browser)).code)
  for (const [name, value] of browser.cookies) keep(`cookie ${name}`, value)

  keep('Envoy code in waiting', await holdEnvoyCode(mint))
  const envoy = await envoyPassword(mint)
  keep('Envoy access token', envoy.field('access_token'))
  keep('Envoy refresh token', envoy.field('refresh_token'))
  keep(
    'Envoy successor',
    (await envoyRefresh(mint, envoy.field('refresh_token'))).field('refresh_token'),
  )
  keep('Vonage access token', (await vonage(mint)).field('access_token'))

  keep('VocalCola code in waiting', await holdUserCode(mint))
  const code = await holdUserCode(mint)
  keep('used VocalCola code', code)
  const user = await redeemUserCode(mint, code)
  keep('user token', user.field('user_token'))
  keep('composite bearer', user.field('access_token'))

  const embed = await vocera(mint)
  keep('embed access token', embed.field('access'))
  keep('embed refresh token', embed.field('refresh'))
  const room = await eightByEight(mint, { create_room: true, phone_number: '+6590893208' })
  keep('room token', room.field('auth_token'))
  keep('guest link', guestCodeOf(room.field('guest_link')))
  const page = await agentSignIn(mint, room.field('auth_token'))
  assert.equal(page.status, 200)
  const { ticket } = settingsIn(page)
  keep('room ticket', ticket)
  keep('seat', (await enter(mint, { ticket })).entered.resume)
  const frame = await mint.request('/embed/1/frames', {
    headers: { Authorization: `Bearer ${embed.field('access')}` },
    json: { origin: 'http://localhost:4010' },
  })
  keep('open frame', frame.field('secret'))

  await keepPeople()

  const live = await storedBytes(mint)
  assertMarkerIsFound(live, marker)
  assertNothingIsFound(live)
  await mint.stop()
  const left = await storedBytes(mint)
  assertMarkerIsFound(left, marker)
  assertNothingIsFound(left)
})

/** How people sign in, as it stands when nothing of it has been used up. */
async function keepPeople() {
  const { operator, vocalcola } = mint.demo
  const own = passkeyBrowser(mint)
  await addPasskey(mint, own, vocalcola.user)
  const { secret, recoveryCodes } = await switchSecondFactorOn(mint, own.browser, vocalcola.user)
  keep('second factor', secret)
  keep('second factor, as bytes', TotpSecret.fromBase32(secret).latin1)
  for (const code of recoveryCodes) {
    keep('recovery code', code)
    keep('recovery code without its dashes', code.replaceAll('-', ''))
  }
  const half = browserOf(mint)
  await typePassword(mint, half, vocalcola.user)
  for (const [name, value] of half.cookies) keep(`cookie ${name}, half-way`, value)
  await half.open('/sign-in')
  const begun = passkeyBrowser(mint)
  await begun.browser.open('/sign-in')
  const options = await begun.ask('/sign-in/passkey/options', {
    csrf: await begun.token('/sign-in'),
  })
  keep('challenge', Buffer.from(options.field('challenge'), 'base64url').toString())
  keep('invitation', (await operatorLink(mint)).split('=')[1] ?? '')
  keep('operator password', operator.password)
}

/** The search reads the store: it finds what is no secret, wherever that is kept. */
function assertMarkerIsFound(stored: Stored, marker: string) {
  const places = [...stored].filter(([, text]) => text.includes(marker)).map(([place]) => place)
  assert.ok(places.length > 0)
  const isFile = (place: string) => place.includes('/')
  assert.ok(places.some(isFile) || ![...stored.keys()].some((place) => place.startsWith('base/')))
}

function guestCodeOf(link: string): string {
  const code = new URL(link).pathname.split('/').at(-1)
  assert.ok(code !== undefined && code.length >= 10, link)
  return code
}
