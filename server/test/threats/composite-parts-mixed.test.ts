// The parts of a composite bearer must all belong together: a good pair does not carry a foreign
// user token, and a good user token does not carry a foreign plan.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { createClient } from '../flows/admin.ts'
import { composite, holdUserToken, type KeyPair, me } from '../flows/vocalcola.ts'
import { mintForThisFile } from '../mint.ts'
import { assertClean401, assertRefused } from '../refusal.ts'

const mint = await mintForThisFile()
const own: KeyPair = mint.demo.vocalcola
const { plan_key, foreign_plan_key } = mint.demo.vocalcola
let other: KeyPair = own
let ownUser = ''
let otherUser = ''

before(async () => {
  const { redirect_uri, scopes } = own
  const request = { dialect: 'vocalcola', scopes, redirect_uris: [redirect_uri] }
  const { client_id, client_secret } = await createClient(mint, request)
  other = { public_key: client_id, private_key: client_secret, redirect_uri, scopes }
  ownUser = await holdUserToken(mint, own)
  otherUser = await holdUserToken(mint, other)
})

const paths = ['/v0/me/', '/v0/me', '/v0/me/plans/']

test('parts that belong together open the API', async () => {
  const good = [
    composite(own.public_key, own.private_key, ownUser),
    composite(own.public_key, own.private_key, ownUser, plan_key),
    composite(other.public_key, other.private_key, otherUser),
  ]
  for (const value of good) {
    for (const path of paths) assert.equal((await me(mint, value, path)).status, 200, path)
  }
})

test('parts that do not belong together are refused with 401', async () => {
  const [a, b] = [own.public_key, own.private_key]
  const mixed: Readonly<Record<string, string>> = {
    'keys of two apps': composite(a, other.private_key),
    'keys of two apps with a user': composite(a, other.private_key, ownUser),
    'keys the wrong way round': composite(b, a, ownUser),
    'the public key twice': composite(a, a, ownUser),
    'a user token of another app': composite(a, b, otherUser),
    'its own user token with the keys of another app': composite(
      other.public_key,
      other.private_key,
      ownUser,
    ),
    'a user token of another app, with a plan': composite(a, b, otherUser, plan_key),
    'a plan in the place of the user token': composite(a, b, plan_key),
    'a plan without a user': composite(a, b, '', plan_key),
    'one part': composite(a),
    'five parts': composite(a, b, ownUser, plan_key, 'more'),
    'an empty private key': composite(a, '', ownUser),
    'an empty public key': composite('', b, ownUser),
    'an empty user token': composite(a, b, ''),
    'an empty plan': composite(a, b, ownUser, ''),
    'a dot inside the private key': composite(a, `${b.slice(0, 9)}.${b.slice(9)}`, ownUser),
    'a dot before everything': composite('', a, b, ownUser),
    'a space after the private key': composite(a, `${b} `, ownUser),
    'a line feed after the user token': composite(a, b, `${ownUser}\n`),
    'a NUL after the user token': composite(a, b, `${ownUser}\0`),
    'no base64': `${a}.${b}.${ownUser}`,
    'base64 twice': Buffer.from(composite(a, b, ownUser)).toString('base64'),
    nothing: '',
  }
  for (const [name, value] of Object.entries(mixed)) {
    for (const path of paths) {
      const answer = await me(mint, value, path)
      assert.equal(answer.status, 401, `${name} at ${path}: ${answer.text}`)
      assertClean401(answer)
    }
  }
})

test('a plan that the user does not guest manage is refused with 403', async () => {
  for (const plan of [foreign_plan_key, 'no_plan_of_anyone', own.public_key]) {
    const answer = await me(mint, composite(own.public_key, own.private_key, ownUser, plan))
    assertRefused(answer, 403, 'access_denied')
  }
})

test('a foreign plan and a plan that does not exist look the same', async () => {
  const { public_key, private_key } = own
  const [foreign, unknown] = await Promise.all(
    [foreign_plan_key, 'x'.repeat(foreign_plan_key.length)].map((plan) =>
      me(mint, composite(public_key, private_key, ownUser, plan)),
    ),
  )
  assert.deepEqual(foreign?.json(), unknown?.json())
})
