// My apps: what a person agreed to stands there in words, and what they take back is dead at once.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeFrom, signInAndConsent } from '../browser.ts'
import type { Person } from '../demo.ts'
import {
  AGREEMENTS,
  browserOf,
  newPerson,
  pressed,
  takeBack,
  takeBackPost,
} from '../flows/account.ts'
import { createClient, manage } from '../flows/admin.ts'
import {
  authorizePath,
  type CodeClient,
  holdCode,
  pairOf,
  redeem,
  refresh,
  s256,
} from '../flows/standard.ts'
import { isActive } from '../flows/tokens.ts'
import { composite, holdUserToken, me } from '../flows/vocalcola.ts'
import { mintForThisFile } from '../mint.ts'
import { basic } from '../wire.ts'

const mint = await mintForThisFile()
const { user } = mint.demo.vocalcola

async function ownClient(name = 'Planner of the test'): Promise<CodeClient> {
  const { redirect_uri, scopes } = mint.demo.standard
  const request = { dialect: 'standard', name, scopes, redirect_uris: [redirect_uri] }
  return { ...(await createClient(mint, request)), redirect_uri, scopes }
}

const authorizationOf = (client: CodeClient) => basic(client.client_id, client.client_secret)

const agree = async (client: CodeClient) => pairOf(await redeem(mint, await holdCode(mint, client)))

/** An article of the page by the client's name. */
function entryOf(html: string, name: string): string | undefined {
  return html.match(/<article[\s\S]*?<\/article>/g)?.find((each) => each.includes(name))
}

test('an agreement is told: its scopes in words, since when, last use and end', async () => {
  const client = await ownClient('Told in words')
  const browser = await browserOf(mint, user)
  const before = await browser.open(AGREEMENTS)
  assert.equal(entryOf(before.text, 'Told in words'), undefined)
  await agree(client)
  const entry = entryOf((await browser.open(AGREEMENTS)).text, 'Told in words') ?? ''
  for (const text of ['Read your data', 'api:read', 'Allowed on', 'Last used', 'Lasts until']) {
    assert.ok(entry.includes(text), `${text}: ${entry}`)
  }
  await takeBack(mint, browser, client.client_id)
})

test('who agreed to nothing reads what would stand there', async () => {
  const browser = await browserOf(mint, await newPerson(mint))
  assert.match((await browser.open(AGREEMENTS)).text, /You have not agreed to anything/)
})

test('what is taken back is dead: tokens of all kinds and a code not used yet', async () => {
  const client = await ownClient()
  const pair = await agree(client)
  const waiting = await holdCode(mint, client)
  assert.equal(await isActive(mint, authorizationOf(client), pair.access), true)
  const browser = await browserOf(mint, user)
  const page = await takeBack(mint, browser, client.client_id)
  assert.match(page.text, /role="status">Taken back\./)
  assert.equal(page.path, `${AGREEMENTS}?done=yes`)
  assert.equal(await isActive(mint, authorizationOf(client), pair.access), false)
  assert.equal(await isActive(mint, authorizationOf(client), pair.refresh), false)
  assert.equal((await refresh(mint, pair.refresh, client)).json().error, 'invalid_grant')
  assert.equal((await redeem(mint, waiting)).json().error, 'invalid_grant')
  assert.equal((await browser.open(`${AGREEMENTS}/${client.client_id}`)).status, 404)
})

test('a subject token without an end is dead as well', async () => {
  const keys = mint.demo.vocalcola
  const token = await holdUserToken(mint)
  const bearer = composite(keys.public_key, keys.private_key, token)
  assert.equal((await me(mint, bearer)).status, 200)
  const browser = await browserOf(mint, user)
  const listed = await browser.open(AGREEMENTS)
  assert.match(listed.text, /<dd>\s*you take it back/)
  await takeBack(mint, browser, keys.public_key)
  assert.equal((await me(mint, bearer)).status, 401)
})

test('what others agreed to, and the same person for other clients, stays', async () => {
  const [client, other] = [await ownClient(), await ownClient()]
  const mine = await agree(client)
  const elsewhere = await agree(other)
  const theirs = await agreeAs(client, await newPerson(mint))
  await takeBack(mint, await browserOf(mint, user), client.client_id)
  assert.equal(await isActive(mint, authorizationOf(client), mine.access), false)
  assert.equal(await isActive(mint, authorizationOf(other), elsewhere.access), true)
  assert.equal(await isActive(mint, authorizationOf(client), theirs.access), true)
})

test('to agree again counts', async () => {
  const client = await ownClient()
  await agree(client)
  const browser = await browserOf(mint, user)
  await takeBack(mint, browser, client.client_id)
  await mint.advance(2)
  const again = await agree(client)
  assert.equal(await isActive(mint, authorizationOf(client), again.access), true)
  assert.equal((await refresh(mint, again.refresh, client)).status, 200)
  assert.equal((await browser.open(`${AGREEMENTS}/${client.client_id}`)).status, 200)
})

test('somebody else’s agreement is answered like one that never was', async () => {
  const client = await ownClient()
  const pair = await agree(client)
  const stranger = await browserOf(mint, await newPerson(mint))
  const withoutNumber = (text: string, id: string) =>
    text.replaceAll(id, 'ID').replace(/<code><bdi>[0-9a-f-]{36}<\/bdi><\/code>/, '')
  const foreign = await stranger.open(`${AGREEMENTS}/${client.client_id}`)
  const unknown = await stranger.open(`${AGREEMENTS}/mmc_never_was`)
  assert.equal(foreign.status, 404)
  assert.equal(
    withoutNumber(foreign.text, client.client_id),
    withoutNumber(unknown.text, 'mmc_never_was'),
  )
  // Their own form, sent to it, ends nothing either.
  const own = await ownClient()
  await agree(own)
  const post = await takeBackPost(mint, await browserOf(mint, user), own.client_id)
  const sent = await stranger.post({ ...post, path: `${AGREEMENTS}/${client.client_id}` })
  assert.equal(sent.status, 403)
  assert.equal(await isActive(mint, authorizationOf(client), pair.access), true)
})

test('nothing is taken back by a link, or by a form that is not our own', async () => {
  const client = await ownClient()
  const pair = await agree(client)
  const browser = await browserOf(mint, user)
  const post = await takeBackPost(mint, browser, client.client_id)
  await browser.open(post.path)
  assert.equal((await browser.post({ ...post, fields: [] })).status, 403)
  const evil = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }
  assert.equal((await browser.post(post, evil)).status, 403)
  assert.equal(await isActive(mint, authorizationOf(client), pair.access), true)
  assert.equal((await browser.post(post)).status, 200)
})

test('the page is the same by whatever spelling of its path it was opened', async () => {
  const client = await ownClient()
  await agree(client)
  const browser = await browserOf(mint, user)
  const page = await browser.open(`${AGREEMENTS}/${client.client_id}/`)
  assert.equal((await browser.post(pressed(mint, page, 'Take it back'))).status, 200)
})

test('whoever is not signed in signs in first and comes back', async () => {
  const answer = await mint.request(AGREEMENTS)
  assert.equal(answer.headers.location, '/sign-in?return_to=%2Faccount%2Fagreements')
  const form = { csrf: 'x' }
  assert.equal((await mint.request(`${AGREEMENTS}/mmc_x`, { form })).status, 303)
})

test('it stands in the audit record: who, which client, which scopes', async () => {
  const client = await ownClient()
  await agree(client)
  await takeBack(mint, await browserOf(mint, user), client.client_id)
  const path = `/audit-events?action=authorization.take_back&client_id=${client.client_id}`
  const found = (await manage(mint, path)).json().data
  assert.ok(Array.isArray(found) && found.length === 1, JSON.stringify(found))
  assert.equal(found[0].outcome, 'granted')
  assert.equal(found[0].scope, client.scopes.join(' '))
})

async function agreeAs(client: CodeClient, person: Person) {
  const verifier = 'a-verifier-that-is-long-enough-for-the-standard-it-is'
  const path = authorizePath(mint, client, { code_challenge: s256(verifier) })
  const browser = await browserOf(mint, person)
  const code = codeFrom(await signInAndConsent(mint, browser, path, person))
  return pairOf(await redeem(mint, { client, code, verifier }))
}
