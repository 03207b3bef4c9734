// A signing key that another node made a moment ago: its tokens count at once, and above all they
// can be revoked at once, although nothing has been heard of the key yet.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manage } from '../flows/admin.ts'
import { clientCredentials } from '../flows/standard.ts'
import { authorizationOf, isActive, revoke } from '../flows/tokens.ts'
import { freshDatabase } from '../postgres.ts'
import { eventually } from '../wire.ts'
import { nodeAt, nodesForThisFile } from './nodes.ts'

const TRIES = 5
const json = { dialect: 'standard', lead_seconds: 0 }

const nodes = await nodesForThisFile(await freshDatabase(), 2)
const here = nodeAt(nodes.all, 0)
const there = nodeAt(nodes.all, 1)
const owner = authorizationOf(here).standard
// Nobody is told; the other node hears of a key only when it looks.
for (const node of nodes.all) node.database.mute()

test('a token of a new key is good on the other node, and can be revoked there', async () => {
  for (let n = 0; n < TRIES; n += 1) {
    const rotated = await manage(here, '/signing-keys/rotate', { json })
    assert.ok(rotated.status < 300, rotated.text)
    const token = (await clientCredentials(here)).field('access_token')
    assert.equal(await isActive(there, owner, token), true)
    assert.equal((await revoke(there, owner, token)).status, 200)
    assert.equal(await isActive(there, owner, token), false)
    const isDead = async () => !(await isActive(here, owner, token))
    await eventually(isDead, 'what was acknowledged counts everywhere', 5_000)
  }
})

test('a new key can be retired on the other node at once', async () => {
  for (let n = 0; n < TRIES; n += 1) {
    const kid = (await manage(here, '/signing-keys/rotate', { json })).field('kid')
    const retired = await manage(there, `/signing-keys/${kid}/retire`, { method: 'POST' })
    assert.equal(retired.status, 200, retired.text)
    assert.equal(retired.field('state'), 'retired')
    assert.ok(!(await there.request(there.endpoints.jwks)).text.includes(kid))
  }
})

test('a header that is nobody’s is refused, by however many it is sent', async () => {
  const forged = `${Buffer.from('{"alg":"ES256","kid":"nobody"}').toString('base64url')}.e30.c2ln`
  const answers = await Promise.all(
    Array.from({ length: 64 }, () => isActive(there, owner, forged)),
  )
  assert.deepEqual([...new Set(answers)], [false])
})
