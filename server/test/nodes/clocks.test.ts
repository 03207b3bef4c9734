// Machines whose clocks are a minute apart: what counts is the database's, so a revocation made on
// the slow one ends what the fast one has just issued.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, manage } from '../flows/admin.ts'
import { clientCredentials, holdTokens } from '../flows/standard.ts'
import { authorizationOf, isActive } from '../flows/tokens.ts'
import type { Mint } from '../mint.ts'
import { freshDatabase } from '../postgres.ts'
import { eventually } from '../wire.ts'
import { nodeAt, nodesForThisFile } from './nodes.ts'

const SKEW_SEC = [-30, 30]

/** Loaded before the server: from then on the machine's clock is wrong. */
const wrongClock = (sec: number) =>
  `--import=data:text/javascript,${encodeURIComponent(
    `const right=Date.now;Date.now=()=>right()+(${sec * 1_000})`,
  )}`

const nodes = await nodesForThisFile(await freshDatabase(), 2, {
  envOf: (place) => ({ NODE_OPTIONS: wrongClock(SKEW_SEC[place] ?? 0) }),
})
const slow = nodeAt(nodes.all, 0)
const fast = nodeAt(nodes.all, 1)

test('nodes agree about the time although their machines do not', async () => {
  const now = () => Math.floor(Date.now() / 1_000)
  for (const node of nodes.all) {
    const before = now()
    const token = (await clientCredentials(node)).field('access_token')
    const { iat } = claimsOf(token)
    assert.ok(iat >= before - 1 && iat <= now() + 1, `issued ${iat - before} s from now`)
  }
})

for (const [issuing, ending] of [
  [fast, slow],
  [slow, fast],
] as const) {
  const name = issuing === fast ? 'ahead' : 'behind'
  test(`a token of a node whose clock is ${name} ends with its client on the other`, async () => {
    const { redirect_uri, scopes } = issuing.demo.standard
    const request = { dialect: 'standard', scopes, redirect_uris: [redirect_uri] }
    const client = { ...(await createClient(issuing, request)), redirect_uri, scopes }
    const token = (await clientCredentials(issuing, client)).field('access_token')
    const method = 'PATCH'
    for (const enabled of [false, true]) {
      const path = `/clients/${client.id}`
      const changed = await manage(ending, path, { method, json: { enabled } })
      assert.equal(changed.status, 200, changed.text)
    }
    for (const node of nodes.all) {
      await eventually(
        async () => !(await isAlive(node, token)),
        'dead, although enabled again',
        5_000,
      )
    }
  })
}

test('a refresh token is retried on the other node within the same ten seconds', async () => {
  const first = await holdTokens(nodes.balanced)
  const form = { grant_type: 'refresh_token', refresh_token: first.refresh }
  const headers = { Authorization: authorizationOf(fast).standard }
  const one = await fast.request(fast.endpoints.token, { headers, form })
  const other = await slow.request(slow.endpoints.token, { headers, form })
  assert.equal(other.status, 200, other.text)
  assert.equal(other.field('refresh_token'), one.field('refresh_token'))
  const owner = authorizationOf(slow).standard
  assert.equal(await isActive(slow, owner, other.field('access_token')), true)
})

async function isAlive(node: Mint, token: string): Promise<boolean> {
  return (await manage(node, '/tokens/introspect', { json: { token } })).json().active === true
}

function claimsOf(token: string): { iat: number } {
  const text = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
  return JSON.parse(text) as { iat: number } // Compared with the time by every caller.
}
