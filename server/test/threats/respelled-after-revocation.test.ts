// A revoked token is dead in every spelling. Base64 has several texts for the same bytes, and
// decoders take more than they should; so revocation goes by what the token is, not by its text.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { envoyPassword, locations } from '../flows/envoy.ts'
import { holdTokens } from '../flows/standard.ts'
import { authorizationOf, isActive, revoke } from '../flows/tokens.ts'
import {
  availability,
  callLogs,
  eightByEight,
  vocera,
  voceraDetail,
  voceraRefresh,
  vonage,
} from '../flows/vendors.ts'
import { composite, holdUserToken, me } from '../flows/vocalcola.ts'
import { type Mint, mintForThisFile } from '../mint.ts'
import { eventually } from '../wire.ts'

const mint = await mintForThisFile()
const owners = authorizationOf(mint)

interface Case {
  readonly owner: string
  readonly token: string
  opens(token: string): Promise<boolean>
}

const answered200 = async (answer: Promise<{ status: number }>) => (await answer).status === 200

const cases: Readonly<Record<string, () => Promise<Case>>> = {
  'an Envoy access token': async () => ({
    owner: owners.envoy,
    token: (await envoyPassword(mint)).field('access_token'),
    opens: (token) => answered200(locations(mint, token)),
  }),
  'a Vonage access token': async () => ({
    owner: owners.vonage,
    token: (await vonage(mint)).field('access_token'),
    opens: (token) => answered200(availability(mint, token)),
  }),
  'an embed access token': async () => ({
    owner: owners.vocera,
    token: (await vocera(mint)).field('access'),
    opens: (token) => answered200(voceraDetail(mint, token)),
  }),
  'an embed refresh token': async () => ({
    owner: owners.vocera,
    token: (await vocera(mint)).field('refresh'),
    opens: (token) => answered200(voceraRefresh(mint, token)),
  }),
  'an 8x8 token': async () => ({
    owner: owners.eightByEight,
    token: (await eightByEight(mint)).field('auth_token'),
    opens: (token) => answered200(callLogs(mint, token)),
  }),
  'a standard access token': async () => ({
    owner: owners.standard,
    token: (await holdTokens(mint)).access,
    opens: (token) => isActive(mint, owners.standard, token),
  }),
}

for (const [name, prepare] of Object.entries(cases)) {
  test(`${name} is dead in every spelling once it is revoked`, async () => {
    const { owner, token, opens } = await prepare()
    assert.equal(await opens(token), true, 'it lives before')
    const answer = await revoke(mint, owner, token)
    assert.equal(answer.status, 200, answer.text)
    await eventually(async () => !(await opens(token)), 'the revoked token is refused')
    for (const spelling of spellingsOf(token)) assert.equal(await opens(spelling), false, spelling)
  })
}

test('a composite bearer is dead in every spelling once its user token is revoked', async () => {
  const { public_key, private_key } = mint.demo.vocalcola
  const userToken = await holdUserToken(mint)
  const value = composite(public_key, private_key, userToken)
  assert.equal((await me(mint, value)).status, 200)
  await assertRevokedUserToken(mint, userToken, value)
  for (const spelling of spellingsOf(value)) {
    assert.notEqual((await me(mint, spelling)).status, 200, spelling)
  }
  for (const respelled of [`${userToken} `, `${userToken}!`, userToken.toUpperCase()]) {
    const bearerValue = composite(public_key, private_key, respelled)
    assert.notEqual((await me(mint, bearerValue)).status, 200, respelled)
  }
})

async function assertRevokedUserToken(on: Mint, userToken: string, value: string) {
  assert.equal((await revoke(on, owners.vocalcola, userToken)).status, 200)
  const dead = async () => (await me(on, value)).status === 401
  await eventually(dead, 'the user token is refused')
}

function spellingsOf(token: string): readonly string[] {
  const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const lastCharacters = [...base64url].map((last) => token.slice(0, -1) + last)
  const half = Math.floor(token.length / 2)
  return [
    token,
    `${token}!!!!`,
    `${token}=`,
    `${token}==`,
    `${token}.`,
    `${token}A`,
    `${token}%20`,
    `${token},`,
    `"${token}"`,
    `{${token}}`,
    `${token.slice(0, half)}!${token.slice(half)}`,
    `${token.slice(0, half)}=${token.slice(half)}`,
    token.replaceAll('-', '+').replaceAll('_', '/'),
    token.replaceAll('.', '=.'),
    token.toUpperCase(),
    token.toLowerCase(),
    [...token].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join(''),
    ...lastCharacters,
  ]
}
