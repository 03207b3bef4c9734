// APIs behind the gateway, and servers that stand behind them and remember what they were asked.
import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import type { ApiInput } from '../gateway/apis/api-schema.ts'
import { manage } from './flows/admin.ts'
import type { Mint } from './mint.ts'

export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
}

export interface Upstream {
  readonly origin: string
  last(): Seen
  count(): number
  until(isSo: () => boolean | Promise<boolean>): Promise<void>
  stop(): Promise<void>
}

const POLL_MS = 5
/** Longer than a server that stops looks on while nothing is under way. */
const SLOW_MS = 800
const WAIT_MS_MAX = 5_000

/**
 * A last segment that is a number is the status of the answer; `events` streams server-sent events
 * without end, `socket` echoes, `slow` takes its time, and everything else is answered 200 with
 * what was seen, as JSON.
 */
export async function upstreamForThisFile(): Promise<Upstream> {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const body = await request.toArray().then(Buffer.concat, () => undefined)
    if (body === undefined) return
    const { method = '', url = '', headers, rawHeaders } = request
    seen.push({ method, url, headers, rawHeaders, body })
    const last = url.split('?')[0]?.split('/').at(-1) ?? ''
    if (last === 'events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      let count = 0
      const timer = setInterval(() => response.write(`data: ${++count}\n\n`), POLL_MS)
      response.on('close', () => clearInterval(timer))
      return
    }
    if (last === 'slow') await pause(SLOW_MS)
    response.setHeader('set-cookie', ['a=1', 'mintmark_sign_in=theirs', 'b=2'])
    const status = /^[2-5]\d\d$/.test(last) ? Number(last) : 200
    response.writeHead(status, { 'content-type': 'application/json', 'x-upstream': 'yes' })
    response.end(JSON.stringify({ method, url, headers, bytes: body.length }))
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket, { method = '', url = '', headers, rawHeaders }) => {
    seen.push({ method, url, headers, rawHeaders, body: Buffer.alloc(0) })
    socket.on('message', (text, isBinary) => socket.send(text, { binary: isBinary }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = async (): Promise<void> => {
    for (const socket of sockets.clients) socket.terminate()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  after(stop)
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    last() {
      const last = seen.at(-1)
      assert.ok(last !== undefined, 'it was asked')
      return last
    },
    count: () => seen.length,
    async until(isSo) {
      for (let left = WAIT_MS_MAX / POLL_MS; !(await isSo()); left -= 1) {
        assert.ok(left > 0, 'it did not come')
        await pause(POLL_MS)
      }
    },
    stop,
  }
}

/** Puts an API behind the gateway, or another in its place. */
export async function apiAt(mint: Mint, api: ApiInput): Promise<void> {
  const put = await manage(mint, `/apis/${api.name}`, { method: 'PUT', json: api })
  assert.ok(put.status === 200 || put.status === 201, put.text)
}
