// A redirect URI is compared as an exact string. Whatever merely resembles the registered one gets
// an error page from us, never a redirect: a redirect would carry the user to the attacker.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient } from '../flows/admin.ts'
import { authorizePath, holdCode, redeem } from '../flows/standard.ts'
import { holdUserCode, redeemUserCode } from '../flows/vocalcola.ts'
import { mintForThisFile } from '../mint.ts'
import { assertNoStack, assertRefused } from '../refusal.ts'

const mint = await mintForThisFile()
const registered = 'https://client.example/callback'

const nearMatches = [
  'https://client.example/Callback',
  'https://CLIENT.example/callback',
  'HTTPS://client.example/callback',
  'http://client.example/callback',
  'https://client.example/callback/',
  'https://client.example/callback/more',
  'https://client.example//callback',
  'https://client.example/callback?a=b',
  'https://client.example/callback?',
  'https://client.example/callback#',
  'https://client.example/callback#part',
  'https://client.example/callback/..',
  'https://client.example/callback/../callback',
  'https://client.example/./callback',
  'https://client.example/callback/%2e%2e',
  'https://client.example/callback/%252e%252e/x',
  'https://client.example/%63allback',
  'https://client.example/callback%20',
  'https://client.example/callback%00',
  'https://client.example/callback%2f',
  'https://client.example\\callback',
  'https:\\\\client.example\\callback',
  'https://client.example./callback',
  'https://client.example:443/callback',
  'https://client.example:8443/callback',
  'https://user@client.example/callback',
  'https://client.example@evil.example/callback',
  'https://client.example:80@evil.example/callback',
  'https://client.example.evil.example/callback',
  'https://evilclient.example/callback',
  'https://client.example/callback.evil',
  'https://clіent.example/callback',
  'https://client.example/callback\t',
  'https://client.example/call\nback',
  ' https://client.example/callback',
  'https://client.example/callback ',
  '//client.example/callback',
  '/callback',
  'callback',
  'javascript:alert(1)//https://client.example/callback',
  'data:text/html,https://client.example/callback',
  `${registered},${registered}`,
  '*',
  'https://*/callback',
]

const standard = await createClient(mint, {
  dialect: 'standard',
  scopes: [...mint.demo.standard.scopes],
  redirect_uris: [registered],
})
const vocalcola = await createClient(mint, {
  dialect: 'vocalcola',
  scopes: [...mint.demo.vocalcola.scopes],
  redirect_uris: [registered],
})
const envoy = await createClient(mint, {
  dialect: 'envoy',
  scopes: ['locations.read'],
  redirect_uris: [registered],
})

const requests: Readonly<Record<string, (redirectUri: string) => string>> = {
  'The standard': (redirect_uri) =>
    authorizePath(mint, { ...standard, redirect_uri, scopes: mint.demo.standard.scopes }),
  VocalCola: (redirect_uri) => {
    const scope = mint.demo.vocalcola.scopes.join(' ')
    return `/user/apps/authorize.php?${query(vocalcola.client_id, redirect_uri, scope)}`
  },
  Envoy: (redirect_uri) =>
    `/a/auth/v0/authorize?${query(envoy.client_id, redirect_uri, 'locations.read')}`,
}

for (const [dialect, pathFor] of Object.entries(requests)) {
  test(`${dialect} answers the registered redirect URI`, async () => {
    assert.notEqual((await mint.request(pathFor(registered))).status, 400)
  })

  test(`${dialect} refuses ${nearMatches.length} near matches on a page of its own`, async () => {
    for (const variant of nearMatches) {
      const answer = await mint.request(pathFor(variant))
      const said = `${JSON.stringify(variant)}: ${answer.status} ${answer.text.slice(0, 200)}`
      assert.equal(answer.status, 400, said)
      assert.equal(answer.headers.location, undefined, said)
      assert.match(answer.headers['content-type'] ?? '', /^text\/html/, said)
      assertNoStack(answer)
    }
  })
}

test('a code is redeemed only with the redirect URI of its request', async () => {
  const near = `${mint.demo.standard.redirect_uri}/`
  const answer = await redeem(mint, await holdCode(mint), { redirect_uri: near })
  assertRefused(answer, 400, 'invalid_grant')

  const keys = { ...mint.demo.vocalcola, redirect_uri: `${mint.demo.vocalcola.redirect_uri}/` }
  assertRefused(await redeemUserCode(mint, await holdUserCode(mint), keys), 400, 'invalid_grant')
})

function query(client_id: string, redirect_uri: string, scope: string): URLSearchParams {
  return new URLSearchParams({ response_type: 'code', client_id, redirect_uri, scope })
}
