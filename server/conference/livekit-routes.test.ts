// LiveKit carries the call: front ends of one's own get in by its standard endpoint, and its
// webhooks say who is there. The server that it would be is not needed for either.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { AccessToken, TokenVerifier } from 'livekit-server-sdk'
import { eightByEight } from '../test/flows/vendors.ts'
import { mintForThisFile } from '../test/mint.ts'
import { enter, guestSettings, openedRoom } from './test/caller.ts'

const KEY = 'APItest'
const SECRET = 'a secret of more than thirty-two characters'
const mint = await mintForThisFile({
  env: {
    MINTMARK_ROOMS_ENGINE: 'livekit',
    MINTMARK_ROOMS_LIVEKIT_URL: 'ws://127.0.0.1:1',
    MINTMARK_ROOMS_LIVEKIT_API_KEY: KEY,
    MINTMARK_ROOMS_LIVEKIT_API_SECRET: SECRET,
  },
})
const verifier = new TokenVerifier(KEY, SECRET)

function ask(presented: string, json: Readonly<Record<string, unknown>> = {}) {
  const headers = { Authorization: `Bearer ${presented}` }
  return mint.request('/rooms/livekit/token', { headers, json })
}

async function tell(event: unknown, secret = SECRET) {
  const body = JSON.stringify(event)
  const token = new AccessToken(KEY, secret)
  token.sha256 = createHash('sha256').update(body).digest('base64')
  const headers = { 'Content-Type': 'application/webhook+json', Authorization: await token.toJwt() }
  return mint.request('/rooms/livekit/webhook', { method: 'POST', headers, body })
}

async function participants(reference: string) {
  const headers = { Authorization: `Bearer ${mint.demo.management_key}` }
  const rooms = (await mint.request(`/admin/v1/rooms?q=${reference}`, { headers })).json()
  const [{ id = '' } = {}] = rooms.data as { id?: string }[]
  const found = (await mint.request(`/admin/v1/rooms/${id}/participants`, { headers })).json()
  return (found.data as { name: string; left_at: string | null }[]).map(
    ({ name, left_at }) => `${name}${left_at === null ? '' : ' has left'}`,
  )
}

test('a guest’s link and an agent’s token get a join token at the standard endpoint', async () => {
  const room = await openedRoom(mint, { call_reference: 'own-front' })
  const code = room.guestPath.split('/').at(-1) ?? ''
  const guest = await ask(code, { participant_name: 'Rosa' })
  assert.equal(guest.status, 201, guest.text)
  assert.equal(guest.field('server_url'), 'ws://127.0.0.1:1')
  const claims = await verifier.verify(guest.field('participant_token'))
  assert.equal(claims.name, 'Rosa')
  const { agent_email } = mint.demo.eight_by_eight
  const agent = await ask(room.token, { participant_identity: agent_email })
  assert.equal(agent.status, 201, agent.text)
  const agentClaims = await verifier.verify(agent.field('participant_token'))
  assert.equal(agentClaims.video?.room, claims.video?.room, 'the same room')
  assert.deepEqual(await participants('own-front'), [agentClaims.name, 'Rosa'])

  const name = claims.video?.room ?? ''
  const seat = { identity: claims.sub }
  assert.equal(
    (await tell({ event: 'participant_joined', room: { name }, participant: seat })).status,
    200,
  )
  await mint.advance(120)
  const forged = await tell(
    { event: 'participant_left', room: { name }, participant: seat },
    `${SECRET}x`,
  )
  assert.equal(forged.status, 401)
  assert.ok((await participants('own-front')).includes('Rosa'))
  await tell({ event: 'participant_left', room: { name: `${name}x` }, participant: seat })
  assert.ok((await participants('own-front')).includes('Rosa'), 'another room says nothing of it')
  await tell({ event: 'participant_left', room: { name }, participant: seat })
  assert.ok((await participants('own-front')).includes('Rosa has left'))
})

test('the standard endpoint refuses strangers, and what a front end may not decide', async () => {
  const room = await openedRoom(mint)
  const code = room.guestPath.split('/').at(-1) ?? ''
  const { agent_email } = mint.demo.eight_by_eight
  for (const [presented, json, status] of [
    ['nothing', {}, 401],
    [room.token, {}, 401],
    [room.token, { participant_identity: 'nobody@nowhere.example' }, 401],
    [
      (await eightByEight(mint, {})).field('auth_token'),
      { participant_identity: agent_email },
      401,
    ],
    [code, { room_name: 'another' }, 400],
    [code, { participant_attributes: { role: 'admin' } }, 400],
  ] as const) {
    assert.equal((await ask(presented, json)).status, status, JSON.stringify(json))
  }
  assert.equal((await mint.request('/rooms/livekit/token', { json: {} })).status, 401)
  await mint.advance(901)
  assert.equal((await ask(code)).status, 410)
})

test('our own page is told where LiveKit is, and may reach nothing else', async () => {
  const room = await openedRoom(mint)
  const page = await mint.request(room.guestPath)
  const policy = String(page.headers['content-security-policy'])
  assert.match(
    policy,
    /connect-src 'self' ws:\S+ wss:\S+ ws:\/\/127\.0\.0\.1:1 http:\/\/127\.0\.0\.1:1;/,
  )
  const guest = await enter(mint, await guestSettings(mint, room))
  const { admission } = guest.entered
  assert.equal(admission.name, 'livekit')
  // A seat that our own socket holds is not LiveKit's to free: its page may just have come back.
  const name =
    admission.name === 'livekit' ? (await verifier.verify(admission.token)).video?.room : ''
  const participant = { identity: `seat_${guest.entered.you.id}` }
  for (const event of ['participant_joined', 'participant_left']) {
    assert.equal((await tell({ event, room: { name }, participant })).status, 200)
  }
  guest.say({ type: 'chat', text: 'still here' })
  assert.equal((await guest.hear('chat')).text, 'still here')
  const { sub } = await verifier.verify('token' in admission ? admission.token : '')
  assert.equal(sub, `seat_${guest.entered.you.id}`)
})
