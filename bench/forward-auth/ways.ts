import { once } from 'node:events'
import { createServer } from 'node:http'
import { exchange } from '../../conformance/http.ts'
import { installed, type RealProxy, startProxy } from '../../server/test/proxies/real.ts'
import { type BenchServer, freePort, newFolder, startServer } from '../server.ts'

export const HOST = 'api.example.com'
const PATH = '/orders/7'

/** One way from a client to the API. */
export interface Way {
  readonly name: string
  readonly port: number
}

export interface Place {
  /** The API itself, then each proxy without and with the question, then our own gateway. */
  readonly ways: readonly Way[]
  /** The request that is asked on every way. */
  readonly request: Buffer
  stop(): Promise<void>
}

/** An API that answers at once, a mint that knows it, and every proxy that is installed. */
export async function openPlace(): Promise<Place> {
  const upstream = createServer((_, response) => response.end('{"id":7}')).listen(0, '127.0.0.1')
  await once(upstream, 'listening')
  const address = upstream.address()
  if (address === null || typeof address === 'string') throw new Error('the API has no port')
  const apis = JSON.stringify([
    {
      name: 'orders',
      hosts: [HOST],
      path: '/',
      upstreams: [`http://127.0.0.1:${address.port}`],
      routes: [{ methods: ['GET'], path: '/orders/{id}', no_scope_because: 'it is measured' }],
    },
  ])
  const env = { MINTMARK_GATEWAY_APIS: apis }
  const mint = await startServer({ folder: newFolder(), isPinned: false, env })
  const proxies: { readonly name: string; readonly proxy: RealProxy }[] = []
  for (const asks of [false, true]) {
    for (const kind of installed) {
      const ports = { port: await freePort(), mint: mint.port, upstream: address.port }
      const proxy = await startProxy(kind, { ...ports, folder: newFolder(), asks })
      proxies.push({ proxy, name: `${kind.name}${asks ? ', asking' : ''}` })
    }
  }
  const bear = `Authorization: Bearer ${await tokenOf(mint)}`
  return {
    ways: [
      { name: 'the API itself', port: address.port },
      ...proxies.map(({ proxy, name }) => ({ name, port: proxy.port })),
      { name: 'our gateway', port: mint.port },
    ],
    request: Buffer.from(`GET ${PATH} HTTP/1.1\r\nHost: ${HOST}\r\n${bear}\r\n\r\n`),
    async stop() {
      for (const { proxy } of proxies) await proxy.stop()
      await mint.stop()
      upstream.close()
      upstream.closeAllConnections()
    },
  }
}

async function tokenOf({ baseUrl, host, demo }: BenchServer): Promise<string> {
  const { client_id, client_secret } = demo.standard
  const basic = Buffer.from(`${client_id}:${client_secret}`).toString('base64')
  const answer = await exchange(baseUrl, {
    method: 'POST',
    target: '/oauth/token',
    host,
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: Buffer.from('grant_type=client_credentials'),
  })
  const { access_token } = JSON.parse(answer.text) as { access_token?: string }
  if (access_token === undefined) throw new Error(`no token: ${answer.text}`)
  return access_token
}
