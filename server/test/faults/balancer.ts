// A balancer as simple as they come: it takes turns among the nodes that said that they are ready,
// keeps its connections to them, and passes on each request once. What a node does not answer is
// lost for the client, and noted.
import { once } from 'node:events'
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

const CHECK_MS = 200
const CHECK_MS_MAX = 5_000

export interface Balancer {
  readonly port: number
  /** Requests that a node did not answer, in words. */
  readonly lost: readonly string[]
  /** Whether it sends requests to every node. */
  hasAll(): boolean
  close(): Promise<void>
}

export async function openBalancer(ports: readonly number[]): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true })
  const ready = new Set<number>(ports)
  const lost: string[] = []
  let isClosed = false
  let turn = 0

  const check = async (port: number) => {
    while (!isClosed) {
      if (await isReady(port)) ready.add(port)
      else ready.delete(port)
      await pause(CHECK_MS)
    }
  }
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    turn += 1
    const able = [...ready]
    const port = able[turn % able.length]
    const lose = (why: string) => {
      lost.push(`${incoming.method} ${incoming.url} at ${port}: ${why}`)
      outgoing.writeHead(502).end()
    }
    if (port === undefined) return lose('no node is ready')
    const { method, url: path, headers } = incoming
    const inner = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent })
    inner.on('error', (cause) => lose(String(cause)))
    inner.on('response', (answer) => {
      const { connection: _, ...kept } = answer.headers
      outgoing.writeHead(answer.statusCode ?? 502, kept)
      answer.on('error', (cause) => lose(String(cause))).pipe(outgoing)
    })
    incoming.pipe(inner)
  }
  const server = createServer(pass).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const checks = ports.map(check)
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    lost,
    hasAll: () => ready.size === ports.length,
    async close() {
      isClosed = true
      server.close()
      server.closeAllConnections()
      agent.destroy()
      await Promise.all(checks)
    },
  }
}

function isReady(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = httpRequest({ host: '127.0.0.1', port, path: '/readyz', agent: false })
    asking.setTimeout(CHECK_MS_MAX, () => asking.destroy())
    asking.on('error', () => resolve(false))
    asking.on('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200)
    })
    asking.end()
  })
}
