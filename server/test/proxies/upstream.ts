// An API behind a proxy: remembers what reached it, sends events, and speaks on a WebSocket.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { after } from 'node:test'

/** RFC 6455 §1.3. */
const SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
/** A final frame of text (RFC 6455 §5.2). */
const HELLO = Buffer.concat([Buffer.from([0x81, 5]), Buffer.from('hello')])

export interface Reached {
  readonly method: string
  readonly target: string
  readonly rawHeaders: readonly string[]
}

export interface Upstream {
  readonly port: number
  readonly reached: Reached[]
}

export async function startUpstream(): Promise<Upstream> {
  const reached: Reached[] = []
  const remember = ({ method = '', url = '', rawHeaders }: IncomingMessage) => {
    reached.push({ method, target: url, rawHeaders })
  }
  const server = createServer({ maxHeaderSize: 65_536 }, (request, response) => {
    remember(request)
    if (request.url === '/events') {
      // It says one thing and goes on: whoever waits for the end hears nothing.
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: one\n\n')
      return
    }
    request.resume().on('end', () => response.end('from the API'))
  })
  server.on('upgrade', (request, socket) => {
    remember(request)
    const key = `${request.headers['sec-websocket-key']}${SUFFIX}`
    const accept = createHash('sha1').update(key).digest('base64')
    socket.on('error', () => socket.destroy())
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n',
    )
    socket.write(`Sec-WebSocket-Accept: ${accept}\r\n\r\n`)
    socket.write(HELLO)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return { port: address.port, reached }
}

/** All values of a header in whatever case, as they came. */
export function linesOf({ rawHeaders }: Reached, name: string): readonly string[] {
  return rawHeaders.filter(
    (_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name.toLowerCase(),
  )
}

export function namesOf({ rawHeaders }: Reached): readonly string[] {
  return rawHeaders.filter((_, at) => at % 2 === 0)
}
