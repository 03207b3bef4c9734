import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** For whoever is waited for to the end. */
export const never = new AbortController().signal

export interface AskedOf {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface VendorAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Takes the request and then says nothing more. */
  readonly hangsUp?: boolean
}

export interface Vendor {
  readonly url: string
  readonly asked: AskedOf[]
  /** What the next requests are answered. */
  answers(answer: VendorAnswer): void
  /** What is done once a request has come, before it is answered. */
  onAsked(act: () => Promise<void> | void): void
  close(): Promise<void>
}

/** A server that plays a vendor's API: it keeps what it was asked and answers what it is told. */
export async function openVendor(): Promise<Vendor> {
  const asked: AskedOf[] = []
  let next: VendorAnswer = { status: 200 }
  let act: () => Promise<void> | void = () => {}
  const server = createServer(async (request, reply) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const body = Buffer.concat(parts).toString('utf8')
    const { method = '', url: path = '', headers } = request
    asked.push({ method, path, headers, body })
    await act()
    if (next.hangsUp === true) return request.socket.destroy()
    reply.writeHead(next.status, { 'content-type': 'application/json', ...next.headers })
    reply.end(next.body ?? '')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answers(answer) {
      next = answer
    },
    onAsked(wanted) {
      act = wanted
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
