// A web site of a few fixed pages, each under a policy of its own, for the time of a test file.
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { after } from 'node:test'

export interface Served {
  readonly type: string
  readonly body: string
  readonly policy?: string
}

export interface Site {
  readonly origin: string
  readonly port: number
  /** Each request that came: its target and where it says that it came from. */
  readonly seen: readonly string[]
}

export type Serve = (path: string, request: IncomingMessage) => Promise<Served | undefined>

/** `host` makes it another site to a browser, or a neighbour of the others. */
export async function siteForThisFile(host: string, serve: Serve): Promise<Site> {
  const seen: string[] = []
  const server = createServer(async (request, response) => {
    const { url = '/', headers } = request
    seen.push(`${request.method} ${url} from ${headers.referer ?? 'nowhere'}`)
    const served = await serve(url.replace(/\?.*/, ''), request)
    response.statusCode = served === undefined ? 404 : 200
    response.setHeader('content-type', `${served?.type ?? 'text/plain'}; charset=utf-8`)
    if (served?.policy !== undefined) response.setHeader('content-security-policy', served.policy)
    response.end(served?.body ?? '')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  server.unref()
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  return { origin: `http://${host}:${port}`, port, seen }
}
