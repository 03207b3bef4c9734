// An embed token opens a frame, within its lease; the frame is told within a second that it is
// over.
import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { before, test } from 'node:test'
import { createClient, manage } from '../test/flows/admin.ts'
import { askForFrame, changeAgent, endOf, exchange, holdFrame, SITE } from '../test/flows/embeds.ts'
import { bearer, voceraDetail, voceraRefresh } from '../test/flows/vendors.ts'
import { mintForThisFile } from '../test/mint.ts'
import type { Answer } from '../test/wire.ts'
import { assertWithin } from '../test/within.ts'

const LIMIT_MS = 1_000
const NO_LEASE = {
  redeem_seconds: null,
  uses: null,
  session_seconds: null,
  sessions: null,
  heartbeat_seconds: null,
}

const mint = await mintForThisFile()
before(() => changeAgent(mint, { allowed_origins: [SITE, 'https://other.example'] }))

const access = async (lease?: unknown): Promise<string> =>
  (await exchange(mint, lease)).field('access')

test('a frame shows what the agent did, to its own secret only', async () => {
  const told = {
    external_id: 'c-1',
    status: 'completed',
    direction: 'inbound',
    party: '<b>Eve</b>',
    started_at: '2026-11-27T10:00:00+02:00',
    duration_seconds: 65,
  }
  for (const party of ['Adam', told.party]) {
    const posted = await manage(mint, '/agents/1/calls', { json: { ...told, party } })
    assert.equal(posted.status, 200, posted.text)
    assert.equal(posted.field('started_at'), '2026-11-27T08:00:00Z')
  }
  const { data } = (await manage(mint, '/agents/1/calls?limit=100')).json()
  assert.ok(Array.isArray(data))
  assert.equal(data.filter((one) => one.external_id === 'c-1').length, 1, 'posted twice, told once')
  const result = { external_id: 'r.1', name: 'Greets', outcome: 'passed', at: told.started_at }
  const measures = [{ name: 'Cases', value: '7' }]
  const made = await manage(mint, '/agents/1/results', { json: { ...result, score: 88, measures } })
  assert.equal(made.status, 200, made.text)

  const frame = await holdFrame(mint, await access())
  const calls = await frame.ask(mint, '/views/calls')
  assert.equal(calls.status, 200)
  assert.match(calls.text, /&lt;b&gt;Eve&lt;\/b&gt;/)
  assert.match(calls.text, />1:05</)
  assert.match((await frame.ask(mint, '/views/overview')).text, /Greets/)
  assert.match((await frame.ask(mint, '/views/result/all')).text, /r\.1/)
  const one = await frame.ask(mint, '/views/result/r.1?ui_locales=de')
  assert.match(one.text, /88 von 100/)
  assert.match(one.text, /Cases/)
  assert.match((await frame.ask(mint, '/views/result/none')).text, /no such result/)
  assert.equal((await frame.ask(mint, '/views/other')).status, 404)

  const other = await holdFrame(mint, await access())
  for (const [path, secret] of [
    [frame.path, other.secret],
    [frame.path, 'wrong'],
    [frame.path.replace('/1/', '/2/'), frame.secret],
    ['/embed/1/frames/unknown', frame.secret],
  ] as const) {
    const refused = await mint.request(`${path}/views/calls`, bearer(secret))
    assert.deepEqual([refused.status, refused.field('error')], [401, 'invalid_token'], path)
  }
  assert.equal((await mint.request(`${frame.path}/views/calls`)).status, 401)
})

test('only an access token of this agent opens it, and a key is told its place', async () => {
  const pair = await exchange(mint)
  const { api_key } = mint.demo.vocera
  for (const [token, agent, status, error] of [
    [pair.field('refresh'), 1, 401, 'invalid_token'],
    ['nonsense', 1, 401, 'invalid_token'],
    [pair.field('access'), 2, 403, 'resource_forbidden'],
    [pair.field('access'), 999, 403, 'resource_forbidden'],
    [api_key, 1, 403, 'key_in_browser'],
    [mint.demo.management_key, 1, 403, 'key_in_browser'],
  ] as const) {
    const refused = await askForFrame(mint, token, { agent })
    assert.deepEqual([refused.status, refused.field('error')], [status, error], refused.text)
    assert.ok(!refused.text.includes(token), 'what was presented is not repeated')
  }
  assert.match((await askForFrame(mint, api_key)).field('error_description'), /your server/)
})

test('a lease only narrows what the agent allows; faults are told in the style', async () => {
  await changeAgent(mint, { lease: { ...NO_LEASE, uses: 5 } })
  for (const [lease, field, words] of [
    [{ uses: 6 }, 'uses', /at most 5/],
    [{ uses: 0 }, 'uses', /at least 1/],
    [{ uses: '3' }, 'uses', /valid integer/],
    [{ usage: 3 }, 'usage', /no such limit/],
    [{ allowed_origins: ['https://evil.example'] }, 'allowed_origins', /only name/],
    [{ allowed_origins: 'https://shop.example' }, 'allowed_origins', /list/],
  ] as const) {
    const refused = await exchange(mint, lease)
    assert.equal(refused.status, 400, refused.text)
    const told = refused.json().lease as Record<string, string[]>
    assert.match(String(told[field]), words)
  }
  assert.match((await exchange(mint, 'x')).text, /valid JSON/)
  assert.deepEqual((await exchange(mint, [])).json(), { lease: ['Expected an object.'] })
  const narrow = (await exchange(mint, { allowed_origins: [SITE] })).field('access')
  const elsewhere = await askForFrame(mint, narrow, { origin: 'https://other.example' })
  assert.equal(elsewhere.field('error'), 'origin_forbidden')
  const detail = bearer(narrow, { headers: { Origin: 'https://other.example' } })
  assert.equal((await mint.request('/user/embedded-token-detail/', detail)).status, 403)
  await holdFrame(mint, narrow)
  await changeAgent(mint, { lease: NO_LEASE })
})

test('of pages that come together no more get in than the lease has room for', async () => {
  for (const [lease, room] of [
    [{ uses: 3 }, 3],
    [{ sessions: 2 }, 2],
  ] as const) {
    const token = await access(lease)
    const answers = await Promise.all(Array.from({ length: 12 }, () => askForFrame(mint, token)))
    const opened = answers.filter(({ status }) => status === 200)
    assert.equal(opened.length, room, JSON.stringify(lease))
    for (const one of answers.filter(({ status }) => status !== 200)) {
      assert.deepEqual([one.status, one.field('reason')], [403, Object.keys(lease)[0]])
    }
  }
})

test('a frame that is left makes room for another', async () => {
  const token = await access({ sessions: 1 })
  const first = await holdFrame(mint, token)
  assert.equal((await askForFrame(mint, token)).status, 403)
  assert.equal((await first.ask(mint, '', { method: 'DELETE' })).status, 204)
  await holdFrame(mint, token)
})

test('a token must be redeemed in time; a refreshed one counts anew', async () => {
  const pair = await exchange(mint, { redeem_seconds: 60, uses: 1 })
  await mint.advance(61)
  const late = await askForFrame(mint, pair.field('access'))
  assert.deepEqual([late.status, late.field('reason')], [403, 'redeem_seconds'])
  const fresh = (await voceraRefresh(mint, pair.field('refresh'))).field('access')
  await holdFrame(mint, fresh)
  const again = await askForFrame(mint, fresh)
  assert.equal(again.field('reason'), 'uses', 'a refresh does not bring a lease anew')
})

test('a refreshed token keeps its frame and lengthens no lease', async () => {
  const pair = await exchange(mint, { uses: 1, session_seconds: 100 })
  const frame = await holdFrame(mint, pair.field('access'))
  const opened = await newestOpenedAt()
  const fresh = (await voceraRefresh(mint, pair.field('refresh'))).field('access')
  const renewed = await frame.ask(mint, '/token', { json: { access: fresh } })
  assert.equal(renewed.status, 200, renewed.text)
  assert.ok(Number(renewed.json().expires_at) <= opened + 101)
  const foreign = await frame.ask(mint, '/token', { json: { access: await access() } })
  assert.equal(foreign.status, 409)
  await mint.advance(60)
  assert.equal((await frame.ask(mint, '/beat', { method: 'POST' })).status, 204)
  const { reason } = await endOf(mint, frame, () => mint.advance(41))
  assert.equal(reason, 'session_over')
  const late = await frame.ask(mint, '/views/calls')
  assert.deepEqual([late.status, late.field('reason')], [410, 'session_over'])
})

test('a frame that says nothing for three beats counts as gone', async () => {
  const token = await access({ sessions: 1, heartbeat_seconds: 20 })
  const frame = await holdFrame(mint, token)
  await mint.advance(50)
  assert.equal((await frame.ask(mint, '/beat', { method: 'POST' })).status, 204)
  await mint.advance(61)
  assert.equal((await frame.ask(mint, '/beat', { method: 'POST' })).field('reason'), 'lapsed')
  await holdFrame(mint, token)
})

test('a frame that is kicked is told within a second, and its tokens open no other', async () => {
  await assertWithin(LIMIT_MS, async () => {
    const token = await access()
    const frame = await holdFrame(mint, token)
    const listed = (await manage(mint, '/agents/1/frames')).json().data
    assert.ok(Array.isArray(listed))
    assert.equal(listed[0]?.id, frame.id)
    assert.equal(listed[0]?.origin, SITE)
    const kick = () => manage(mint, `/agents/1/frames/${frame.id}`, { method: 'DELETE' })
    const { reason, afterMs } = await endOf(mint, frame, kick)
    assert.equal(reason, 'kicked')
    assert.equal((await frame.ask(mint, '/views/calls')).field('reason'), 'kicked')
    assert.equal((await askForFrame(mint, token)).field('reason'), 'closed')
    return afterMs
  })
  const many = await Promise.all([1, 2, 3].map(async () => holdFrame(mint, await access())))
  const all = await manage(mint, '/agents/1/frames', { method: 'DELETE' })
  assert.ok(Number(all.json().ended) >= many.length, all.text)
  for (const one of many) assert.equal((await one.ask(mint, '/beat', post())).status, 410)
  assert.deepEqual((await manage(mint, '/agents/1/frames')).json().data, [])
})

test('whatever ends the token ends its frame within a second', async () => {
  const ends: Readonly<Record<string, (client: string, token: string) => Promise<unknown>>> = {
    revoked: async (client) => {
      const { credentials } = (await manage(mint, `/clients/${client}`)).json()
      assert.ok(Array.isArray(credentials))
      const path = `/clients/${client}/credentials/${credentials[0]?.id}`
      return manage(mint, path, { method: 'DELETE' })
    },
    origin_forbidden: () => changeAgent(mint, { allowed_origins: ['https://other.example'] }),
    agent_off: () => changeAgent(mint, { active: false }),
  }
  for (const [expected, act] of Object.entries(ends)) {
    await assertWithin(LIMIT_MS, async () => {
      await changeAgent(mint, { allowed_origins: [SITE], active: true })
      // What was issued in the second in which the agent was switched off is over as well.
      await mint.advance(2)
      const client = await createClient(mint, { dialect: 'vocera' })
      const token = (await exchange(mint, undefined, client.client_secret)).field('access')
      const frame = await holdFrame(mint, token)
      const { reason, afterMs } = await endOf(mint, frame, () => act(client.id, token))
      assert.equal(reason, expected)
      if (expected !== 'origin_forbidden') {
        assert.equal((await voceraDetail(mint, token)).status, 401)
      }
      return afterMs
    })
  }
  await changeAgent(mint, { active: true })
  await mint.advance(2)
})

test('an operator’s own page gets a short-lived token that the published keys verify', async () => {
  const frame_url = 'https://agents.example/show?x=1'
  for (const wrong of ['ftp://x', 'https://a:b@x.example/', 'https://x.example/#y', 'x']) {
    const refused = await manage(mint, '/agents/1', { method: 'PATCH', json: { frame_url: wrong } })
    assert.equal(refused.status, 400, wrong)
  }
  await changeAgent(mint, { frame_url })
  const page = await mint.request('/embed/1/overview')
  assert.match(policyOf(page.headers), /frame-src https:\/\/agents\.example;/)
  assert.match(policyOf(page.headers), /form-action https:\/\/agents\.example;/)
  const frame = await holdFrame(mint, await access())
  const answer = await frame.ask(mint, '/frame-token', post())
  assert.equal(answer.field('url'), frame_url)
  const token = answer.field('token')
  const [head = '', payload = '', signature = ''] = token.split('.')
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
  const claims = read(payload)
  assert.deepEqual([claims.aud, claims.agent_id], ['https://agents.example', 1])
  assert.deepEqual([claims.exp - claims.iat, claims.embedded_by], [60, SITE])
  assert.equal(claims.iss, mint.demo.base_url)
  const keys = (await mint.request(mint.endpoints.jwks)).json().keys
  assert.ok(Array.isArray(keys))
  const jwk = keys.find(({ kid }) => kid === read(head).kid)
  const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }
  const input = Buffer.from(`${head}.${payload}`)
  const bytes = Buffer.from(signature, 'base64url')
  assert.ok(verify('sha256', input, { ...key, dsaEncoding: 'ieee-p1363' }, bytes))
  for (const slot of ['/user/embedded-token-detail/', '/agents-availability?skillNames=Service']) {
    assert.equal((await mint.request(slot, bearer(token))).status, 401, slot)
  }
  assert.equal((await askForFrame(mint, token)).status, 401)
  await changeAgent(mint, { frame_url: null })
  assert.equal((await frame.ask(mint, '/frame-token', post())).status, 404)
})

test('a frame listens once at a time: its secret fills no node with connections', async () => {
  const frame = await holdFrame(mint, await access())
  // On connections of their own, so either may be the later one, which is the one that stays.
  const asked = [frame.ask(mint, '/events'), frame.ask(mint, '/events')]
  assert.doesNotMatch((await Promise.race(asked)).text, /ended/)
  assert.equal((await frame.ask(mint, '/beat', post())).status, 204)
  await manage(mint, `/agents/1/frames/${frame.id}`, { method: 'DELETE' })
  const texts = (await Promise.all(asked)).map(({ text }) => text)
  assert.equal(texts.filter((text) => /kicked/.test(text)).length, 1)
})

test('a page that listens is let go when the server stops', async () => {
  const frame = await holdFrame(mint, await access())
  // Still there when this file ends: a server that waited for it would be found out there.
  const told = frame.ask(mint, '/events')
  assert.equal((await frame.ask(mint, '/beat', post())).status, 204)
  told.catch(() => {})
})

/** When the newest frame was opened. */
async function newestOpenedAt(): Promise<number> {
  const { data } = (await manage(mint, '/agents/1/frames?limit=1')).json()
  assert.ok(Array.isArray(data))
  return Date.parse(data[0]?.opened_at) / 1_000
}

function post() {
  return { method: 'POST' }
}

function policyOf(headers: Answer['headers']): string {
  return String(headers['content-security-policy'])
}
