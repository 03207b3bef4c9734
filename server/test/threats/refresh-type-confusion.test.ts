// Only a refresh token refreshes. Any other credential in its place is refused as an unknown one,
// and a refresh token of one dialect is nothing to another.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { envoyPassword, envoyRefresh, holdEnvoyCode } from '../flows/envoy.ts'
import { holdCode, holdTokens, refresh } from '../flows/standard.ts'
import { eightByEight, vocera, voceraRefresh, vonage } from '../flows/vendors.ts'
import { holdUserToken } from '../flows/vocalcola.ts'
import { mintForThisFile } from '../mint.ts'
import { assertRefused } from '../refusal.ts'

const mint = await mintForThisFile()
const { demo } = mint

const pair = await holdTokens(mint)
const envoy = await envoyPassword(mint)
const embed = await vocera(mint)

const others: Readonly<Record<string, string>> = {
  'the access token of the same answer': pair.access,
  'a code': (await holdCode(mint)).code,
  'an Envoy code': await holdEnvoyCode(mint),
  'a client secret': demo.standard.client_secret,
  'an Envoy client secret': demo.envoy.client_secret,
  'an Envoy Client API Key': demo.envoy.client_api_key,
  'a Vocera API key': demo.vocera.api_key,
  'an 8x8 API key': demo.eight_by_eight.api_key,
  'a management key': demo.management_key,
  'an Envoy access token': envoy.field('access_token'),
  'a Vonage access token': (await vonage(mint)).field('access_token'),
  'an embed access token': embed.field('access'),
  'an 8x8 token': (await eightByEight(mint)).field('auth_token'),
  'a user token': await holdUserToken(mint),
  'a password': demo.envoy.password,
  'a word': 'token',
}

const refreshTokens: Readonly<Record<string, string>> = {
  standard: pair.refresh,
  Envoy: envoy.field('refresh_token'),
  Vocera: embed.field('refresh'),
}

test('the standard dialect refreshes with nothing but its own refresh tokens', async () => {
  for (const [name, value] of notOf('standard')) {
    const answer = await refresh(mint, value)
    assert.equal(answer.status, 400, name)
    assertRefused(answer, 400, 'invalid_grant')
  }
  assert.equal((await refresh(mint, pair.refresh)).status, 200, 'the real one still works')
})

test('the Envoy dialect refreshes with nothing but its own refresh tokens', async () => {
  for (const [name, value] of notOf('Envoy')) {
    const answer = await envoyRefresh(mint, value)
    assert.equal(answer.status, 401, name)
    assertRefused(answer, 401, 'invalid_grant')
  }
  const answer = await envoyRefresh(mint, envoy.field('refresh_token'))
  assert.equal(answer.status, 200, 'the real one still works')
})

test('the Vocera dialect refreshes with nothing but its own refresh tokens', async () => {
  for (const [name, value] of notOf('Vocera')) {
    const answer = await voceraRefresh(mint, value)
    assert.equal(answer.status, 401, name)
    assert.equal(answer.json().code, 'token_not_valid', name)
    assertRefused(answer, 401)
  }
  assert.equal((await voceraRefresh(mint, embed.field('refresh'))).status, 200)
})

function notOf(dialect: string): readonly (readonly [string, string])[] {
  const foreign = Object.entries(refreshTokens).filter(([name]) => name !== dialect)
  return [...Object.entries(others), ...foreign]
}
