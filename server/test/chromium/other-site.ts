// Another site, which frames our pages and sends forms to us. By its name it is foreign to us
// altogether; by our own address it is a neighbour on another port, and to a browser the same site:
// that one's requests bear our cookies.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { after } from 'node:test'

export interface OtherSite {
  readonly foreign: string
  readonly neighbour: string
  /** What it serves at every path from now on. */
  serve(html: string): void
}

export async function otherSiteForThisFile(): Promise<OtherSite> {
  let page = ''
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><title>Another site</title><link rel="icon" href="data:,">${page}`)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  server.unref()
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('It listens nowhere.')
  return {
    foreign: `http://localhost:${address.port}`,
    neighbour: `http://127.0.0.1:${address.port}`,
    serve: (html) => {
      page = html
    },
  }
}
