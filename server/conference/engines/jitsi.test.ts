import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jwtVerify } from 'jose'
import { jitsiWith } from './jitsi.ts'

const SECRET = 'a secret of more than thirty-two characters'
const NOW = 1_800_000_000
const settings = { url: 'https://meet.example', clientId: 'mint', clientSecret: SECRET }
const engine = jitsiWith(settings, { now: () => NOW })
const key = new TextEncoder().encode(SECRET)

async function admitted(isAgent: boolean) {
  const admission = await engine.admit('room_1', { seat: 'seat_7', name: 'Rosa', isAgent })
  assert.ok('url' in admission)
  const url = new URL(admission.url)
  const token = url.searchParams.get('jwt') ?? ''
  const options = { issuer: 'mint', audience: 'mint', subject: 'meet.example' }
  const { payload, protectedHeader } = await jwtVerify(token, key, {
    ...options,
    algorithms: ['HS256'],
    currentDate: new Date(NOW * 1000),
  })
  return { url, payload, protectedHeader, token }
}

test('a token opens one room of the deployment, for two minutes', async () => {
  const { url, payload, token } = await admitted(false)
  assert.equal(url.origin + url.pathname, 'https://meet.example/room_1')
  assert.equal(payload.room, 'room_1')
  assert.deepEqual(payload.context, {
    user: { id: 'seat_7', name: 'Rosa', affiliation: 'member', moderator: false },
  })
  const later = new Date((NOW + 121) * 1000)
  await assert.rejects(jwtVerify(token, key, { currentDate: later }), { code: 'ERR_JWT_EXPIRED' })
})

test('the agent, and nobody else, is the moderator', async () => {
  const { payload } = await admitted(true)
  assert.deepEqual(payload.context, {
    user: { id: 'seat_7', name: 'Rosa', affiliation: 'owner', moderator: true },
  })
})

test('the page may frame that deployment only', () => {
  assert.deepEqual(engine.reach, { connect: [], frames: ['https://meet.example'] })
})
