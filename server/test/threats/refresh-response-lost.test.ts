// A client that never saw the answer to its refresh may ask again and gets the same successor: for
// ten seconds, and only until that successor was used. After that the old token is a replay.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { after, test } from 'node:test'
import { holdTokens, pairOf, refresh } from '../flows/standard.ts'
import { authorizationOf, isActive } from '../flows/tokens.ts'
import { mintForThisFile } from '../mint.ts'
import { assertRefused } from '../refusal.ts'
import { basic, send } from '../wire.ts'

const mint = await mintForThisFile()
const owner = authorizationOf(mint).standard

// Passes requests on, keeps the answer and cuts the client off in its place.
const dropped: string[] = []
const proxy = createServer((inbound) => {
  const outbound = connect(mint.port, '127.0.0.1')
  inbound.pipe(outbound)
  inbound.on('error', () => outbound.destroy())
  const chunks: Buffer[] = []
  outbound.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    const text = Buffer.concat(chunks).toString('utf8')
    if (!/"refresh_token"\s*:\s*"[^"]+"/.test(text)) return
    dropped.push(text)
    inbound.resetAndDestroy()
    outbound.destroy()
  })
}).listen(0, '127.0.0.1')
await once(proxy, 'listening')
after(() => proxy.close())

async function refreshAndLoseTheAnswer(token: string): Promise<string> {
  const address = proxy.address()
  assert.ok(typeof address === 'object' && address !== null)
  const { client_id, client_secret } = mint.demo.standard
  const headers = { Authorization: basic(client_id, client_secret) }
  const form = { grant_type: 'refresh_token', refresh_token: token }
  await assert.rejects(send(address.port, mint.endpoints.token, { headers, form }))
  const lost = /"refresh_token"\s*:\s*"([^"]+)"/.exec(dropped.at(-1) ?? '')?.[1]
  assert.ok(lost !== undefined && lost !== token, 'the server had rotated the token')
  return lost
}

test('a retry after a lost answer gets the same successor, and that successor works', async () => {
  const first = await holdTokens(mint)
  const lost = await refreshAndLoseTheAnswer(first.refresh)
  const retry = await refresh(mint, first.refresh)
  assert.equal(retry.status, 200, retry.text)
  assert.equal(pairOf(retry).refresh, lost)
  assert.equal((await refresh(mint, lost)).status, 200)
})

test('a retry after the successor was used is a replay and ends the family', async () => {
  const first = await holdTokens(mint)
  const lost = await refreshAndLoseTheAnswer(first.refresh)
  const third = pairOf(await refresh(mint, lost))
  assertRefused(await refresh(mint, first.refresh), 400, 'invalid_grant')
  assertRefused(await refresh(mint, third.refresh), 400, 'invalid_grant')
  assert.equal(await isActive(mint, owner, third.access), false)
})

test('a retry within eight seconds is answered, one after eleven ends the family', async () => {
  const early = await holdTokens(mint)
  const successor = await refreshAndLoseTheAnswer(early.refresh)
  // The window is ten seconds; the rest is for a machine that is slow to ask.
  await mint.advance(8)
  assert.equal(pairOf(await refresh(mint, early.refresh)).refresh, successor)

  const late = await holdTokens(mint)
  const lost = await refreshAndLoseTheAnswer(late.refresh)
  await mint.advance(11)
  assertRefused(await refresh(mint, late.refresh), 400, 'invalid_grant')
  assertRefused(await refresh(mint, lost), 400, 'invalid_grant')
})
