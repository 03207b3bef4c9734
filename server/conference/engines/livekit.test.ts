import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { AccessToken, TokenVerifier } from 'livekit-server-sdk'
import { JOIN_TOKEN_SEC, liveKitWith } from './livekit.ts'
import { readTokenRequest, tokenAnswer } from './livekit-token-endpoint.ts'
import { readWebhook } from './livekit-webhook.ts'

const KEYS = { apiKey: 'APItest', apiSecret: 'a secret of more than thirty-two characters' }
const SEAT = { seat: 'seat_7', name: 'Rosa <b>', isAgent: false }

interface Call {
  readonly path: string
  readonly authorization: string
  readonly body: unknown
}

const calls: Call[] = []
let status = 200
const liveKit = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  calls.push({
    path: request.url ?? '',
    authorization: request.headers.authorization ?? '',
    body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
  })
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(status === 200 ? '{}' : '{"code":"not_found","msg":"gone"}')
}).listen(0, '127.0.0.1')
await new Promise((resolve) => liveKit.once('listening', resolve))
after(() => liveKit.close())
const { port } = liveKit.address() as AddressInfo // A TCP server's address is one.
const engine = liveKitWith({ url: `ws://127.0.0.1:${port}`, ...KEYS })
const verifier = new TokenVerifier(KEYS.apiKey, KEYS.apiSecret)
const bearerOf = ({ authorization }: Call) => authorization.replace(/^Bearer /, '')

test('a join token opens one room for one participant, and nothing else', async () => {
  const admission = await engine.admit('room_1', SEAT)
  assert.equal(admission.name, 'livekit')
  const token = 'token' in admission ? admission.token : ''
  const claims = await verifier.verify(token)
  assert.equal(claims.sub, SEAT.seat)
  assert.equal(claims.name, SEAT.name)
  assert.deepEqual(claims.video, {
    room: 'room_1',
    roomJoin: true,
    canSubscribe: true,
    canPublish: true,
    canPublishSources: ['camera', 'microphone', 'screen_share', 'screen_share_audio'],
    canPublishData: false,
    canUpdateOwnMetadata: false,
  })
  const lifetimeSec = (claims.exp ?? 0) - Math.floor(Date.now() / 1000)
  assert.ok(lifetimeSec > 0 && lifetimeSec <= JOIN_TOKEN_SEC, `${lifetimeSec}`)
  assert.equal(claims.metadata, undefined)
})

test('the page may reach the LiveKit server over its socket and over HTTP', () => {
  assert.deepEqual(liveKitWith({ url: 'wss://video.example', ...KEYS }).reach, {
    connect: ['wss://video.example', 'https://video.example'],
    frames: [],
  })
})

test('one is put out of one room, with a token that administers no other', async () => {
  calls.length = 0
  await engine.remove('room_1', SEAT.seat)
  await engine.end('room_1')
  const [removed, ended] = calls
  assert.ok(removed !== undefined && ended !== undefined)
  assert.equal(removed.path, '/twirp/livekit.RoomService/RemoveParticipant')
  assert.deepEqual(removed.body, { room: 'room_1', identity: SEAT.seat })
  const { video } = await verifier.verify(bearerOf(removed))
  assert.deepEqual(video, { roomAdmin: true, room: 'room_1' })
  assert.equal(ended.path, '/twirp/livekit.RoomService/DeleteRoom')
  assert.deepEqual(ended.body, { room: 'room_1' })
})

test('whoever has left already is out; a LiveKit that fails is told of', async () => {
  status = 404
  await engine.remove('room_1', SEAT.seat)
  await engine.end('room_1')
  status = 400
  await assert.rejects(engine.end('room_1'))
  status = 200
})

async function signedBy(secret: string, body: string): Promise<string> {
  const token = new AccessToken(KEYS.apiKey, secret)
  token.sha256 = createHash('sha256').update(body).digest('base64')
  return token.toJwt()
}

test('a webhook counts only as LiveKit has signed it, byte for byte', async () => {
  const body = JSON.stringify({
    event: 'participant_left',
    room: { name: 'room_1' },
    participant: { identity: SEAT.seat },
  })
  const right = await signedBy(KEYS.apiSecret, body)
  const read = (text: string, header: string | undefined) => readWebhook(KEYS, text, header)
  assert.deepEqual(await read(body, right), { kind: 'left', room: 'room_1', seat: SEAT.seat })
  const wrong = await signedBy('another secret of more than thirty-two chars', body)
  const [head, , signature] = right.split('.')
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${right.split('.')[1]}.`
  for (const [text, header] of [
    [body, undefined],
    [body, wrong],
    [body, unsigned],
    [body, `${head}.e30.${signature}`],
    [body.replace('left', 'lift'), right],
    [`${body} `, right],
  ] as const) {
    await assert.rejects(read(text, header), { code: 'invalid_token' }, String(header))
  }
})

test('a room’s end is told without a participant, and strange events are passed over', async () => {
  const read = async (event: unknown) => {
    const body = JSON.stringify(event)
    return readWebhook(KEYS, body, await signedBy(KEYS.apiSecret, body))
  }
  assert.deepEqual(await read({ event: 'room_finished', room: { name: 'room_1' } }), {
    kind: 'finished',
    room: 'room_1',
    seat: undefined,
  })
  assert.equal(await read({ event: 'track_published', room: { name: 'room_1' } }), undefined)
  assert.equal(await read({ event: 'participant_joined' }), undefined)
})

test('the standard token endpoint lets a front end choose its name and nothing more', async () => {
  assert.deepEqual(readTokenRequest({}), { name: '', identity: undefined })
  assert.deepEqual(
    readTokenRequest({ participant_name: 'Rosa', participant_identity: 'andy@example.com' }),
    { name: 'Rosa', identity: 'andy@example.com' },
  )
  assert.equal(readTokenRequest({ room_config: {}, participant_metadata: '' }).name, '')
  for (const fields of [
    { room_name: 'room_2' },
    { participant_identity: 7 },
    { participant_metadata: 'x' },
    { participant_attributes: { role: 'admin' } },
    { room_config: { agents: [{}] } },
    { participant_name: 'x'.repeat(61) },
    { participant_name: 7 },
  ]) {
    const refusal = { code: 'parameter_malformed' }
    assert.throws(() => readTokenRequest(fields), refusal, JSON.stringify(fields))
  }
  assert.deepEqual(tokenAnswer('wss://video.example', 'jwt'), {
    server_url: 'wss://video.example',
    participant_token: 'jwt',
  })
})
