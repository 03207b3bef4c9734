// An API may answer anything. What is no HTTP is a 502, what is goes on as it is; none of it comes
// to another client, and nothing of it stands in our log.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { after, test } from 'node:test'
import { mintForThisFile } from '../mint.ts'
import { eventually } from '../wire.ts'
import { apisBefore, HOST, holdToken } from './apis.ts'
import { exchange, statusesIn } from './raw.ts'

/** Far less than the rule lets an API think. */
const WAIT_MS = 10_000
const CANARY = 'canary-of-the-answer'
const OK = 'HTTP/1.1 200 OK\r\n'
const TWO = 'Content-Length: 2\r\n\r\nok'

/** What an API sends for each last segment of a path, and the status that its client gets. */
const ANSWERS: Readonly<Record<string, readonly [string, number]>> = {
  plain: [`${OK}${TWO}`, 200],
  latin: [`${OK}X: \u00e9\r\n${TWO}`, 200],
  prototype: [`${OK}__proto__: x\r\nconstructor: y\r\n${TWO}`, 200],
  hints: [`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${OK}${TWO}`, 200],
  unchanged: ['HTTP/1.1 304 Not Modified\r\nETag: "a"\r\nContent-Length: 2\r\n\r\n', 304],
  followed: [`${OK}${TWO}${OK}Content-Length: 20\r\n\r\n${CANARY}`, 200],
  control: [`${OK}X: a\u0001${CANARY}\r\n${TWO}`, 502],
  split: [`${OK}X: a\nSet-Cookie: ${CANARY}\r\n${TWO}`, 502],
  folded: [`${OK}X: a\r\n ${CANARY}\r\n${TWO}`, 502],
  status99: [`HTTP/1.1 99 X\r\n${TWO}`, 502],
  status600: [`HTTP/1.1 600 X\r\n${TWO}`, 502],
  lengths: [`${OK}Content-Length: 3\r\n${TWO}`, 502],
  framings: [`${OK}Transfer-Encoding: chunked\r\n${TWO}`, 502],
  chunks: [`${OK}Transfer-Encoding: chunked\r\n\r\n${CANARY}\r\n`, 502],
  negative: [`${OK}Content-Length: -1\r\n\r\nok`, 502],
  switched: ['HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n', 502],
  large: [`${OK}X: ${CANARY.repeat(5_000)}\r\n${TWO}`, 502],
  other: [`SSH-2.0-${CANARY}\r\n`, 502],
  nothing: ['', 502],
}

/** Requests that are never answered, and those of them that are called off. */
const silent = { asked: 0, left: 0 }

const upstream = createServer((socket) => {
  socket.setEncoding('latin1').on('error', () => socket.destroy())
  socket.on('data', (text: string) => {
    const [, id = ''] = /\/orders\/(\w+)/.exec(text) ?? []
    if (id === 'silent') {
      silent.asked += 1
      socket.once('close', () => {
        silent.left += 1
      })
      return
    }
    const [answer] = ANSWERS[id] ?? ['']
    socket.write(answer, 'latin1')
    if (answer === '') socket.end()
  })
}).listen(0, '127.0.0.1')
await once(upstream, 'listening')
after(() => upstream.close())
const address = upstream.address()
assert.ok(typeof address === 'object' && address !== null)
const env = { MINTMARK_GATEWAY_APIS: apisBefore(address.port) }
const mint = await mintForThisFile({ env })
const bear = `Authorization: Bearer ${await holdToken(mint)}\r\nConnection: close\r\n`
const get = (id: string) =>
  exchange(mint.port, `GET /orders/${id} HTTP/1.1\r\nHost: ${HOST}\r\n${bear}\r\n`)

test('an odd answer is passed on or a 502, and the next client gets the next answer', async () => {
  for (const [id, [, status]] of Object.entries(ANSWERS)) {
    const heard = await get(id)
    assert.deepEqual(statusesIn(heard), [status], `${id}: ${heard}`)
    assert.ok(!heard.includes(CANARY), id)
    // Five failures in a row would give the API a rest.
    assert.match(await get('plain'), /200 OK[\s\S]*\r\n\r\nok$/, `behind ${id}`)
  }
})

test('nothing of an answer stands in the log', () => {
  assert.ok(!mint.output().includes(CANARY))
})

test('a segment of a path may be as long as ids are', async () => {
  assert.deepEqual(statusesIn(await get(`plain${'x'.repeat(2_000)}`)), [502], 'it reached the API')
})

test('an API is not kept busy for clients that have gone, nor taken for unwell', async () => {
  const clients = Array.from({ length: 6 }, () => {
    const client = connect(mint.port, '127.0.0.1')
    client.on('error', () => client.destroy())
    client.write(`GET /orders/silent HTTP/1.1\r\nHost: ${HOST}\r\n${bear}\r\n`)
    return client
  })
  await eventually(async () => silent.asked === clients.length, 'the API was asked', WAIT_MS)
  for (const client of clients) client.destroy()
  await eventually(
    async () => silent.left === clients.length,
    'the questions were called off',
    WAIT_MS,
  )
  assert.match(await get('plain'), /200 OK/)
})
