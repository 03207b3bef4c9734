/** HTTP/1.1 as bytes, as little of it as the load needs. */
export interface Outgoing {
  readonly method?: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly form?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly multipart?: Readonly<Record<string, string>>
}

const BOUNDARY = 'mint-bench-5b1f0c'
const HEAD_END = '\r\n\r\n'

export function requestBytes(host: string, outgoing: Outgoing): Buffer {
  const { type, body } = encode(outgoing)
  const method = outgoing.method ?? (body === undefined ? 'GET' : 'POST')
  const headers = {
    Host: host,
    ...outgoing.headers,
    ...(body === undefined
      ? {}
      : { 'Content-Type': type, 'Content-Length': String(Buffer.byteLength(body)) }),
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${outgoing.path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`)
}

export interface Incoming {
  readonly status: number
  readonly body: Buffer
}

/** The answer that the bytes hold, or `undefined` while it is not whole. */
export function readAnswer(bytes: Buffer): Incoming | undefined {
  const end = bytes.indexOf(HEAD_END)
  if (end === -1) return undefined
  const head = bytes.toString('latin1', 0, end)
  const start = end + HEAD_END.length
  const status = Number(head.slice(9, 12))
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
    const body = readChunks(bytes.subarray(start))
    return body && { status, body }
  }
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`an answer without Content-Length:\n${head}`)
  const stop = start + Number(length)
  if (bytes.length < stop) return undefined
  // One request at a time: more than one answer means that the two sides disagree.
  if (bytes.length > stop) throw new Error('more bytes than the answer announced')
  return { status, body: bytes.subarray(start, stop) }
}

/** RFC 9112 §7.1, without extensions and trailers: some peers answer so. */
function readChunks(bytes: Buffer): Buffer | undefined {
  const chunks: Buffer[] = []
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at)
    if (lineEnd === -1) return undefined
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    if (Number.isNaN(size)) throw new Error('a chunk without a size')
    const start = lineEnd + 2
    const next = start + size + 2
    if (bytes.length < next) return undefined
    if (size === 0) return Buffer.concat(chunks)
    chunks.push(bytes.subarray(start, start + size))
    at = next
  }
}

export function basic(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
}

function encode({ form, json, multipart }: Outgoing): { type: string; body?: string } {
  if (form !== undefined) {
    return {
      type: 'application/x-www-form-urlencoded',
      body: new URLSearchParams(form).toString(),
    }
  }
  if (json !== undefined) return { type: 'application/json', body: JSON.stringify(json) }
  if (multipart === undefined) return { type: '' }
  const parts = Object.entries(multipart).map(
    ([name, value]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return {
    type: `multipart/form-data; boundary=${BOUNDARY}`,
    body: `${parts.join('')}--${BOUNDARY}--\r\n`,
  }
}
