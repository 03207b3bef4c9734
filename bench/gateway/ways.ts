import { join } from 'node:path'
import { execPath } from 'node:process'
import type { Source } from '../load.ts'
import { onServerCore } from '../pin.ts'
import {
  type BenchServer,
  freePort,
  newFolder,
  startChild,
  startServer,
  stopChild,
  untilReady,
} from '../server.ts'
import { collect, listed, repeating } from '../sources.ts'
import { requestBytes } from '../wire.ts'

const HOST = 'api.bench.example'
const PATH = '/things/7'
const EXPECTED = '"data"'
const SCOPE = 'agents-availability:read'
/** Each is seen once: enough for a measurement, and fewer than are remembered. */
const FRESH_TOKENS = 4_000

/** One way to the same upstream. */
export interface GatewayWay {
  readonly name: string
  readonly title: string
  readonly pid: number
  readonly port: number
  /** A source is used up by one measurement. */
  source(): Source
}

export interface Ways {
  readonly all: readonly GatewayWay[]
  close(): Promise<void>
}

export async function openWays(isPinned: boolean): Promise<Ways> {
  const upstreamPort = await freePort()
  const origin = `http://127.0.0.1:${upstreamPort}`
  const upstream = startChild([execPath, join(import.meta.dirname, 'upstream.ts')], newFolder(), {
    PORT: String(upstreamPort),
  })
  const plainPort = await freePort()
  const plainFile = join(import.meta.dirname, 'plain-proxy.ts')
  const plain = startChild(onServerCore(isPinned, [execPath, plainFile]), newFolder(), {
    PORT: String(plainPort),
    UPSTREAM: origin,
  })
  await untilReady(new URL(origin), upstream)
  await untilReady(new URL(`http://127.0.0.1:${plainPort}`), plain)
  const mint = await startServer({ folder: newFolder(), isPinned, env: gatewayAt(origin) })
  const bare = requestBytes(HOST, { path: PATH })
  const tokens = await tokensOf(mint)
  const bearing = (token: string) =>
    requestBytes(HOST, { path: PATH, headers: { Authorization: `Bearer ${token}` } })
  const [first = '', ...fresh] = tokens
  let next = 0
  const own = { pid: mint.pid, port: mint.port }
  return {
    all: [
      {
        name: 'bare',
        title: 'bare upstream',
        pid: upstream.pid ?? 0,
        port: upstreamPort,
        source: () => repeating(bare, EXPECTED),
      },
      {
        name: 'plain',
        title: '@fastify/http-proxy, no checks',
        pid: plain.pid ?? 0,
        port: plainPort,
        source: () => repeating(bare, EXPECTED),
      },
      {
        name: 'public',
        title: 'gateway, a public route',
        ...own,
        source: () => repeating(requestBytes(HOST, { path: '/open' }), EXPECTED),
      },
      {
        name: 'cached',
        title: 'gateway, a token that was seen',
        ...own,
        source: () => repeating(bearing(first), EXPECTED),
      },
      {
        name: 'fresh',
        title: 'gateway, a new token each time (RS256)',
        ...own,
        source() {
          const some = fresh.slice(next, next + FRESH_TOKENS)
          next = (next + FRESH_TOKENS) % fresh.length
          return listed(some.map(bearing), EXPECTED)
        },
      },
      {
        name: 'key',
        title: 'gateway, an API key',
        ...own,
        source: () => repeating(keyed(mint), EXPECTED),
      },
    ],
    async close() {
      await mint.stop()
      await Promise.all([stopChild(plain), stopChild(upstream)])
    },
  }
}

function gatewayAt(origin: string): Record<string, string> {
  const scopes = [SCOPE]
  const api = {
    name: 'bench',
    hosts: [HOST],
    upstreams: [origin],
    limits: { per_credential: { requests: 1_000_000_000, seconds: 60 } },
    routes: [
      { methods: ['GET'], path: '/things/{id}', scopes },
      { methods: ['GET'], path: '/keyed', no_scope_because: 'bench', presentations: ['api_key'] },
      { methods: ['GET'], path: '/open', public_because: 'bench' },
    ],
  }
  return { MINTMARK_GATEWAY_APIS: JSON.stringify([api]) }
}

function keyed({ demo }: BenchServer): Buffer {
  return requestBytes(HOST, {
    path: '/keyed',
    headers: { 'X-API-Key': demo.envoy.client_api_key },
  })
}

/** RS256, the algorithm that most gateways see. */
async function tokensOf({ port, host, demo }: BenchServer): Promise<readonly string[]> {
  const { client_id, client_secret } = demo.vonage
  const form = { grant_type: 'client_credentials', client_id, client_secret, scope: SCOPE }
  const request = requestBytes(host, { path: '/Auth/connect/token', form })
  return collect(port, FRESH_TOKENS * 2 + 1, request, 'access_token')
}
