// What only dev mode has: the clock that testers move, the outbox that they read, the code for a
// shell.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mintForThisFile, startMint } from './mint.ts'

const mint = await mintForThisFile()

const clock = (json: unknown) => mint.request('/_dev/clock', { method: 'POST', json })
const secondsOf = (now: string) => Date.parse(now) / 1000

describe('the clock of dev mode', () => {
  it('is read with 0 and moves by what it is told', async () => {
    const before = secondsOf((await clock({ advance_seconds: 0 })).field('now'))
    const after = secondsOf((await clock({ advance_seconds: 3_600 })).field('now'))
    assert.ok(after - before >= 3_600 && after - before < 3_630, `${after - before}`)
  })

  it('never goes back and takes no nonsense, each refused as what it is', async () => {
    for (const seconds of [-1, 1.5, 'soon', 1e15, {}]) {
      assert.equal((await clock({ advance_seconds: seconds })).status, 400, String(seconds))
    }
    for (const type of [';;;', 'a/b/c', 'text/plain']) {
      const headers = { 'Content-Type': type }
      const answer = await mint.request('/_dev/clock', { method: 'POST', headers, body: 'x' })
      assert.ok(answer.status === 400 || answer.status === 415, `${type}: ${answer.status}`)
    }
  })

  it('goes on where it was after a restart, with the same credentials', async () => {
    const first = await startMint()
    const { dataDir, demo } = first
    await first.advance(86_400)
    await first.stop()
    const second = await startMint({ dataDir })
    const json = { advance_seconds: 0 }
    const answer = await second.request('/_dev/clock', { method: 'POST', json })
    assert.ok(secondsOf(answer.field('now')) > Date.now() / 1000 + 86_000)
    assert.deepEqual(second.demo.standard.client_secret, demo.standard.client_secret)
    assert.deepEqual(second.demo.vocera, demo.vocera)
    await second.stop()
  })
})

it('a code from the shell is good once, like one from a browser', async () => {
  const { public_key, private_key, redirect_uri } = mint.demo.vocalcola
  const code = (await mint.request('/_dev/code', { method: 'POST' })).text
  const bearer = Buffer.from(`${public_key}.${private_key}`).toString('base64')
  const exchange = () =>
    mint.request('/v0/token/', {
      headers: { Authorization: `Bearer ${bearer}` },
      form: { grant_type: 'authorization_code', code, redirect_uri },
    })
  assert.equal((await exchange()).status, 200)
  assert.equal((await exchange()).status, 400)
})
