// An upstream that takes HTTP/1.1 in its strict form only (RFC 9112) and remembers each request and
// every breach. What two servers could read in two ways must not get here: a breach is a request
// that some other server behind the same gateway would have split in another place.
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { after } from 'node:test'

export interface SeenRequest {
  readonly method: string
  readonly target: string
  /** Lower-case names and values, in the order in which they came. */
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}

export interface StrictUpstream {
  readonly port: number
  readonly seen: readonly SeenRequest[]
  readonly breaches: readonly string[]
}

const FIELD = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*$/
const REQUEST_LINE = /^([A-Z]+) (\S+) HTTP\/1\.[01]$/
const CHUNK = /^([0-9a-fA-F]{1,8})\r\n/

export async function startStrictUpstream(): Promise<StrictUpstream> {
  const seen: SeenRequest[] = []
  const breaches: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let bytes = ''
    socket.setEncoding('latin1')
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.on('data', (text: string) => {
      bytes += text
      try {
        for (let next = readRequest(bytes); next !== undefined; next = readRequest(bytes)) {
          seen.push(next.request)
          bytes = bytes.slice(next.length)
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
        }
      } catch (breach) {
        breaches.push(`${breach instanceof Error ? breach.message : breach}`)
        socket.destroy()
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port, seen, breaches }
}

/** The first request of these bytes; `undefined` while it is not complete. Throws a breach. */
function readRequest(bytes: string): { request: SeenRequest; length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  const head = end < 0 ? bytes : bytes.slice(0, end)
  if (/[^\r]\n|\r[^\n]|\0/.test(head)) throw breach('a bare CR, LF or NUL in a head', head)
  if (end < 0) return undefined
  const [line = '', ...fields] = head.split('\r\n')
  const [, method = '', target = ''] = REQUEST_LINE.exec(line) ?? []
  if (method === '') throw breach('no request line', line)
  const headers = fields.map((field): readonly [string, string] => {
    const [, name = '', value = ''] = FIELD.exec(field) ?? []
    if (name === '') throw breach('no header', field)
    return [name.toLowerCase(), value]
  })
  const body = readBody(headers, bytes.slice(end + 4))
  if (body === undefined) return undefined
  const request = { method, target, headers, body: body.text }
  return { request, length: end + 4 + body.length }
}

function readBody(headers: SeenRequest['headers'], rest: string) {
  const lengths = valuesOf(headers, 'content-length')
  const codings = valuesOf(headers, 'transfer-encoding')
  if (lengths.length + codings.length > 1) throw breach('two framings', JSON.stringify(headers))
  const [coding] = codings
  if (coding !== undefined) {
    // Names of codings are the same in capitals (RFC 9112 §7).
    if (coding.toLowerCase() !== 'chunked') throw breach('a coding', coding)
    return readChunks(rest)
  }
  const [length = '0'] = lengths
  if (!/^\d{1,9}$/.test(length)) throw breach('a length', length)
  const size = Number(length)
  return rest.length < size ? undefined : { text: rest.slice(0, size), length: size }
}

function readChunks(rest: string): { text: string; length: number } | undefined {
  let text = ''
  for (let at = 0; ; ) {
    const [line, hex = ''] = CHUNK.exec(rest.slice(at)) ?? []
    if (line === undefined) {
      if (rest.indexOf('\r\n', at) >= 0) throw breach('a chunk', rest.slice(at, at + 40))
      return undefined
    }
    const size = Number.parseInt(hex, 16)
    const from = at + line.length
    if (size === 0) return readTrailers(text, rest, from)
    if (rest.length < from + size + 2) return undefined
    if (rest.slice(from + size, from + size + 2) !== '\r\n') throw breach('a chunk’s end', hex)
    text += rest.slice(from, from + size)
    at = from + size + 2
  }
}

/** RFC 9112 §7.1.2. */
function readTrailers(text: string, rest: string, from: number) {
  for (let at = from; ; ) {
    const end = rest.indexOf('\r\n', at)
    if (end < 0) return undefined
    const line = rest.slice(at, end)
    at = end + 2
    if (line === '') return { text, length: at }
    if (!FIELD.test(line)) throw breach('no trailer', line)
  }
}

export function valuesOf(headers: SeenRequest['headers'], name: string): readonly string[] {
  return headers.filter(([each]) => each === name).map(([, value]) => value)
}

function breach(what: string, where: string): Error {
  return new Error(`${what}: ${JSON.stringify(where.slice(0, 200))}`)
}
