// Calls over real sockets to the real server: who gets a seat, what participants hear of each
// other, and how a call ends.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agentSignIn, eightByEight } from '../test/flows/vendors.ts'
import { mintForThisFile } from '../test/mint.ts'
import {
  agentSettings,
  connect,
  enter,
  guestSettings,
  openedRoom,
  settingsIn,
} from './test/caller.ts'

const mint = await mintForThisFile()

test('agent and guest meet: each sees the other, and what one says reaches the other', async () => {
  const room = await openedRoom(mint, { call_reference: 'meeting1' })
  const settings = await agentSettings(mint, room)
  assert.equal(settings.reference, 'meeting1')
  assert.equal(settings.isAgent, true)
  const agent = await enter(mint, settings)
  assert.equal(agent.entered.you.isAgent, true)
  assert.equal(agent.entered.startedAt, undefined, 'nobody to speak to yet')
  const guest = await enter(mint, await guestSettings(mint, room), '  Rosa\u202e  Luz ')
  assert.equal(guest.entered.you.name, 'Rosa Luz', 'nothing reorders the words around a name')
  assert.deepEqual(guest.entered.seats, [agent.entered.you])
  assert.deepEqual(guest.entered.admission, { name: 'embedded' })
  assert.ok(guest.entered.startedAt)
  assert.deepEqual((await agent.hear('joined')).seat, guest.entered.you)
  assert.equal((await agent.hear('started')).startedAt, guest.entered.startedAt)

  guest.say({ type: 'signal', to: agent.entered.you.id, content: { sdp: 'v=0' } })
  assert.deepEqual(await agent.hear('signal'), {
    type: 'signal',
    from: guest.entered.you.id,
    content: { sdp: 'v=0' },
  })
  agent.say({ type: 'chat', text: '<b>hello</b>' })
  assert.equal((await guest.hear('chat')).text, '<b>hello</b>')
  guest.say({ type: 'devices', camera: true, microphone: false, screen: false })
  const { devices } = (await agent.hear('changed')).seat
  assert.deepEqual(devices, { camera: true, microphone: false, screen: false })
  // As the page does it: both may arrive as one, and what was said first counts.
  guest.say({ type: 'leave' })
  guest.socket.close(1000)
  assert.equal(await guest.closed(), 1000)
  assert.equal((await agent.hear('left')).seat, guest.entered.you.id)
})

test('a started call outlives the fifteen minutes; one that has not started does not', async () => {
  const waiting = await openedRoom(mint)
  const alone = await enter(mint, await agentSettings(mint, waiting))
  const room = await openedRoom(mint)
  const agent = await enter(mint, await agentSettings(mint, room))
  const guest = await enter(mint, await guestSettings(mint, room))
  await mint.advance(901)
  assert.equal((await mint.request(waiting.guestPath)).status, 410)
  assert.equal((await mint.request(room.guestPath)).status, 200, 'who was cut off comes back')
  const second = await enter(mint, await guestSettings(mint, room), 'Late')
  assert.equal(second.entered.seats.length, 2)
  alone.socket.close()

  guest.say({ type: 'end' })
  assert.equal((await guest.hear('refused')).code, 'not_allowed')
  agent.say({ type: 'end' })
  for (const one of [agent, guest, second]) {
    assert.equal((await one.hear('ended')).reason, 'ended')
    assert.equal(await one.closed(), 1000)
  }
  assert.equal((await mint.request(room.guestPath)).status, 410)
})

test('an operator sees who is in, puts one out and ends the call', async () => {
  const room = await openedRoom(mint, { call_reference: 'operated' })
  const agent = await enter(mint, await agentSettings(mint, room))
  const guest = await enter(mint, await guestSettings(mint, room), 'Rosa')
  const manage = (method: string, path: string) =>
    mint.request(`/admin/v1/rooms${path}`, {
      method,
      headers: { Authorization: `Bearer ${mint.demo.management_key}` },
    })
  const [found] = (await manage('GET', '?q=operated')).json().data as { id: string }[]
  assert.ok(found)
  const people = (await manage('GET', `/${found.id}/participants`)).json().data as {
    id: string
    name: string
    is_agent: boolean
    left_at: string | null
  }[]
  assert.deepEqual(
    people.map((one) => [one.name, one.is_agent, one.left_at]),
    [
      ['Rosa', false, null],
      [agent.entered.you.name, true, null],
    ],
  )
  const out = () => manage('POST', `/${found.id}/participants/${people[0]?.id}/remove`)
  assert.equal((await out()).status, 204)
  assert.equal((await guest.hear('ended')).reason, 'kicked')
  assert.equal((await out()).status, 404)
  assert.equal((await manage('POST', `/${found.id}/finish`)).status, 200)
  assert.equal((await agent.hear('ended')).reason, 'ended')
})

test('a call stands in the log with its length', async () => {
  const room = await openedRoom(mint, { call_reference: 'logged-call' })
  const agent = await enter(mint, await agentSettings(mint, room))
  await enter(mint, await guestSettings(mint, room))
  await mint.advance(75)
  agent.say({ type: 'end' })
  await agent.hear('ended')
  const headers = { 'x-token': room.token }
  const log = await mint.request('/api/v1/call-logs?q=logged-call', { headers })
  const [entry] = (log.json().list ?? []) as Record<string, unknown>[]
  assert.ok(entry)
  assert.equal(entry.Status, 'finished')
  assert.ok(Number(entry.Duration) >= 75 && Number(entry.Duration) < 80, String(entry.Duration))
})

test('a lost connection keeps its seat, which is taken again with its secret alone', async () => {
  const room = await openedRoom(mint)
  const agent = await enter(mint, await agentSettings(mint, room))
  const ticket = await guestSettings(mint, room)
  const guest = await enter(mint, ticket)
  const { you, resume } = guest.entered
  guest.socket.close()
  assert.equal((await agent.hear('changed')).seat.isAway, true)
  const thief = await enter(mint, ticket, 'Thief', { seat: you.id, resume: `${resume.slice(1)}x` })
  assert.notEqual(thief.entered.you.id, you.id)
  const back = await enter(mint, ticket, 'Rosa', { seat: you.id, resume })
  assert.equal(back.entered.you.id, you.id)
  assert.equal(back.entered.you.number, you.number)
  thief.say({ type: 'leave' })
  await thief.closed()
  // The page was loaded anew while its old socket was still open.
  const again = await enter(mint, ticket, 'Rosa', { seat: you.id, resume })
  assert.equal((await back.hear('ended')).reason, 'taken_over')
  assert.equal(again.entered.you.id, you.id)
  const reloaded = await enter(mint, await agentSettings(mint, room))
  assert.equal(reloaded.entered.you.id, agent.entered.you.id, 'an agent is known without it')
  assert.equal((await agent.hear('ended')).reason, 'taken_over')
})

test('six have a seat; a seventh has none until one leaves', async () => {
  const room = await openedRoom(mint)
  const agent = await enter(mint, await agentSettings(mint, room))
  const settings = await guestSettings(mint, room)
  const guests = await Promise.all(
    [1, 2, 3, 4, 5].map((number) => enter(mint, settings, `Guest ${number}`)),
  )
  const numbers = [agent, ...guests].map(({ entered }) => entered.you.number)
  assert.deepEqual(numbers.sort(), [1, 2, 3, 4, 5, 6])
  const late = await connect(mint)
  late.say({ type: 'enter', ticket: settings.ticket, name: 'Late' })
  assert.equal((await late.hear('refused')).code, 'room_full')
  assert.equal(await late.closed(), 4000)
  const [first] = guests
  assert.ok(first)
  agent.say({ type: 'kick', seat: first.entered.you.id })
  assert.equal((await first.hear('ended')).reason, 'kicked')
  assert.equal((await agent.hear('left')).seat, first.entered.you.id)
  const next = await enter(mint, settings, 'Next')
  assert.equal(next.entered.you.number, first.entered.you.number)
})

test('whoever is no agent puts nobody out, and nobody out of another room', async () => {
  const room = await openedRoom(mint)
  const other = await openedRoom(mint)
  const agent = await enter(mint, await agentSettings(mint, room))
  const guest = await enter(mint, await guestSettings(mint, room))
  const stranger = await enter(mint, await agentSettings(mint, other))
  guest.say({ type: 'kick', seat: agent.entered.you.id })
  assert.equal((await guest.hear('refused')).code, 'not_allowed')
  for (const message of [
    { type: 'kick', seat: guest.entered.you.id },
    { type: 'signal', to: guest.entered.you.id, content: 'x' },
    { type: 'chat', text: 'to my own room only' },
  ] as const) {
    stranger.say(message)
  }
  await stranger.hear('chat')
  guest.say({ type: 'ping' })
  await guest.hear('pong')
  assert.ok(!guest.heard.some(({ type }) => ['ended', 'signal', 'chat'].includes(type)))
})

test('a ticket that is made up, changed, over or of another kind opens no socket', async () => {
  const room = await openedRoom(mint)
  const { ticket } = await guestSettings(mint, room)
  const bare = await eightByEight(mint, {})
  const page = await agentSignIn(mint, bare.field('auth_token'))
  const [, opener = ''] = /name="ticket" value="([^"]*)"/.exec(page.text) ?? []
  assert.notEqual(opener, '')
  const wrong = ['x', `${ticket}=`, `${ticket.slice(0, -4)}AAAA`, room.token, opener]
  for (const text of wrong) {
    const caller = await connect(mint)
    caller.say({ type: 'enter', ticket: text, name: 'x' })
    assert.equal((await caller.hear('refused')).code, 'ticket_invalid', text)
    assert.equal(await caller.closed(), 4000)
  }
  await mint.advance(901)
  const late = await connect(mint)
  late.say({ type: 'enter', ticket, name: 'x' })
  assert.equal((await late.hear('refused')).code, 'room_over')
})

test('the agent’s seat ends with what they signed in with', async () => {
  const room = await openedRoom(mint)
  const settings = await agentSettings(mint, room)
  const agent = await enter(mint, settings)
  agent.say({ type: 'ping' })
  await agent.hear('pong')
  await mint.advance(86_400)
  agent.say({ type: 'ping' })
  assert.equal((await agent.hear('ended')).reason, 'revoked')
  const again = await connect(mint)
  again.say({ type: 'enter', ticket: settings.ticket, name: '' })
  assert.equal((await again.hear('refused')).code, 'ticket_invalid')
})

test('an agent whose key is revoked, or who is disabled, is out within a second', async () => {
  const manage = (path: string, json: unknown, method = 'POST') =>
    mint.request(`/admin/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${mint.demo.management_key}` },
      json,
    })
  const client = (await manage('/clients', { dialect: 'eight-by-eight', name: 'Revoked' })).json()
  const opened = await eightByEight(mint, { create_room: true }, String(client.api_key))
  const guestPath = new URL(opened.field('guest_link')).pathname
  const room = { token: opened.field('auth_token'), guestPath }
  const agent = await enter(mint, await agentSettings(mint, room))
  const guest = await enter(mint, await guestSettings(mint, room))
  const atMs = performance.now()
  assert.equal((await manage(`/clients/${client.id}`, { enabled: false }, 'PATCH')).status, 200)
  assert.equal((await agent.hear('ended')).reason, 'revoked')
  assert.ok(performance.now() - atMs < 1_500, 'a second, and what a busy machine needs')
  assert.equal((await guest.hear('left')).seat, agent.entered.you.id)
})

test('what is no message, too long or too much ends the socket, not the server', async () => {
  const { ticket } = await guestSettings(mint, await openedRoom(mint))
  for (const text of [
    '{',
    '[]',
    '{"type":"chat","text":"first"}',
    JSON.stringify({ type: 'enter', ticket, name: 'x', is_agent: true }),
    JSON.stringify({ type: 'enter', ticket, name: 7 }),
    '{"type":"enter","__proto__":{"ticket":"x"}}',
  ]) {
    const caller = await connect(mint)
    caller.say(text)
    assert.equal((await caller.hear('refused')).code, 'message_malformed', text)
    assert.equal(await caller.closed(), 4000)
  }
  const long = await connect(mint)
  long.say(JSON.stringify({ type: 'enter', ticket, name: 'x'.repeat(70_000) }))
  assert.equal(await long.closed(), 1009)
  const flood = await enter(mint, { ticket })
  for (let i = 0; i < 1_000; i += 1) flood.say({ type: 'ping' })
  assert.equal((await flood.hear('refused')).code, 'too_many_messages')
  assert.equal(await flood.closed(), 4000)
  assert.equal((await mint.request('/readyz')).status, 200)
})

test('a page of another site opens no socket, and without an upgrade there is none', async () => {
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': Buffer.alloc(16).toString('base64'),
  }
  const foreign = await mint.request('/rooms/socket', {
    headers: { ...upgrade, origin: 'https://evil.example' },
  })
  assert.equal(foreign.status, 403)
  assert.equal((await mint.request('/rooms/socket')).status, 404)
})

test('an agent without a room opens one on the page: once, with its text', async () => {
  const bare = await eightByEight(mint, {})
  const token = bare.field('auth_token')
  const page = await agentSignIn(mint, token)
  const [, ticket = ''] = /name="ticket" value="([^"]*)"/.exec(page.text) ?? []
  const post = (form: Readonly<Record<string, string>>) =>
    mint.request('/rooms/open', { form: { ticket, ...form } })
  const wrong = await post({ phone_number: '12', call_reference: 'page-call' })
  assert.equal(wrong.status, 400)
  assert.match(wrong.text, /role="alert"/)
  assert.match(wrong.text, /value="page-call"/, 'what was typed stays')
  const opened = await post({ phone_number: '+65 1234 5678', call_reference: 'page-call' })
  assert.equal(opened.status, 200, opened.text)
  const { reference, guestLink = '' } = settingsIn(opened)
  assert.equal(reference, 'page-call')
  assert.equal(settingsIn(await post({ call_reference: 'page-call' })).guestLink, guestLink)
  assert.equal(settingsIn(await agentSignIn(mint, token)).guestLink, guestLink, 'after a reload')
  const texts = (await mint.outbox()).filter(({ body }) => body.includes(guestLink))
  assert.deepEqual(
    texts.map(({ to }) => to),
    ['+6512345678'],
  )
  assert.equal((await post({ ticket: 'made up' })).status, 403)
})

test('an embedded agent invites nobody; the page lets devices in for itself alone', async () => {
  const room = await openedRoom(mint)
  const query = new URLSearchParams({
    user: mint.demo.eight_by_eight.agent_email,
    token: room.token,
    mode: 'embedded',
  })
  const page = await mint.request(`/?${query}`)
  assert.equal(settingsIn(page).guestLink, undefined)
  assert.match(String(page.headers['permissions-policy']), /camera=\(self\), microphone=\(self\)/)
  const policy = String(page.headers['content-security-policy'])
  assert.match(policy, /script-src 'self'; connect-src 'self' ws:\/\/127\.0\.0\.1:\d+ wss:/)
  assert.equal(page.headers['x-frame-options'], undefined)
  const bare = await eightByEight(mint, {})
  query.set('token', bare.field('auth_token'))
  assert.doesNotMatch((await mint.request(`/?${query}`)).text, /name="ticket"/)
})
