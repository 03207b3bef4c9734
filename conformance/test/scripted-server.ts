import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** A socket that answers as a test says, to see what the suite makes of good and bad answers. */
export interface ScriptedServer {
  readonly baseUrl: URL
  close(): Promise<void>
}

export interface Asked {
  readonly method: string
  readonly target: string
  readonly cookie: string
  readonly body: string
}

export type Script = (asked: Asked, response: ServerResponse) => void

export async function serveScript(script: Script): Promise<ScriptedServer> {
  const server = createServer(async (request, response) => {
    const { method = '', url: target = '', headers } = request
    const body = await readBody(request)
    script({ method, target, cookie: headers.cookie ?? '', body }, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no address')
  return {
    baseUrl: new URL(`http://127.0.0.1:${address.port}`),
    close: async () => {
      server.close()
      await once(server, 'close')
    },
  }
}

export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value))
}

export function answerPage(response: ServerResponse, html: string): void {
  response.writeHead(200, { 'Content-Type': 'text/html' }).end(html)
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
