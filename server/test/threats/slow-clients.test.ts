// Clients that send a byte now and then, or never read, hold their own connection and nobody else's
// (CVE-2018-12122). A modest siege, repeated by MINTMARK_TEST_ROUNDS.
import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { clientCredentials } from '../flows/standard.ts'
import { mintForThisFile, rounds } from '../mint.ts'

const mint = await mintForThisFile()
const socketCount = 200
const siegeMs = 2500
const p99MsMax = 200
const sockets: Socket[] = []
after(() => {
  for (const socket of sockets) socket.destroy()
})

const head = `POST ${mint.endpoints.token} HTTP/1.1\r\nHost: 127.0.0.1:${mint.port}\r\n`
const form = 'Content-Type: application/x-www-form-urlencoded\r\n'

const sieges: Readonly<Record<string, { readonly opening: string; readonly drip: string }>> = {
  'that drip headers': { opening: head, drip: 'X-Slow: 1\r\n' },
  'that drip a body': { opening: `${head}${form}Content-Length: 5000\r\n\r\n`, drip: 'a' },
  'that drip chunks': {
    opening: `${head}${form}Transfer-Encoding: chunked\r\n\r\n`,
    drip: '1\r\na\r\n',
  },
  'that never read': {
    opening: `GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:${mint.port}\r\n\r\n`.repeat(2),
    drip: '',
  },
  'that say nothing': { opening: '', drip: '' },
}

for (const [name, siege] of Object.entries(sieges)) {
  test(`${socketCount} clients ${name} do not slow down the others`, async () => {
    for (let round = 0; round < rounds(1); round += 1) {
      const besiegers = await besiege(siege.opening)
      const dripping = drip(besiegers, siege.drip)
      try {
        await assertGoodService()
      } finally {
        clearInterval(dripping)
        for (const socket of besiegers) socket.destroy()
      }
    }
  })
}

async function besiege(opening: string): Promise<readonly Socket[]> {
  const opened = Array.from({ length: socketCount }, () => {
    const socket = connect(mint.port, '127.0.0.1')
    // The server may end such a connection at any time; that is its right.
    socket.on('error', () => socket.destroy())
    socket.pause()
    sockets.push(socket)
    return new Promise<Socket>((resolve) => {
      socket.once('close', () => resolve(socket))
      socket.once('connect', () => socket.write(opening, () => resolve(socket)))
    })
  })
  return Promise.all(opened)
}

function drip(besiegers: readonly Socket[], bytes: string): NodeJS.Timeout {
  return setInterval(() => {
    if (bytes === '') return
    for (const socket of besiegers) if (socket.writable) socket.write(bytes)
  }, 250)
}

async function assertGoodService() {
  const times: number[] = []
  // What the besiegers asked for is work like any other; only their slowness must cost nothing.
  assert.equal((await clientCredentials(mint)).status, 200)
  const end = performance.now() + siegeMs / Object.keys(sieges).length
  while (performance.now() < end || times.length < 100) {
    const from = performance.now()
    const answer = await clientCredentials(mint)
    times.push(performance.now() - from)
    assert.equal(answer.status, 200, answer.text)
    await pause(1)
  }
  times.sort((a, b) => a - b)
  const p99 = times[Math.floor(times.length * 0.99)] ?? 0
  assert.ok(p99 < p99MsMax, `p99 of good requests: ${p99.toFixed(0)} ms`)
}
