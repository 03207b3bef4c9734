import type { IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import process from 'node:process'
import { type Json, parseJson } from './json.ts'

// Imported as a module it would bring fetch along, a tenth of a second.
const { request: httpRequest } = process.getBuiltinModule('node:http')

/**
 * Sends one request exactly as it is written: the request target verbatim (`//api/v1/tokens` must
 * not be resolved), header names in the case given, and no body at all when there is none, as curl
 * does. Redirects are answers here, never followed.
 */
export interface OutgoingRequest {
  readonly method: string
  readonly target: string
  readonly host: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Buffer
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: readonly string[]
  readonly text: string
  readonly json: Json | undefined
}

const ANSWER_LIMIT_MS = 30_000
const ANSWER_BYTES_MAX = 4 * 1024 * 1024

export function exchange(baseUrl: URL, outgoing: OutgoingRequest): Promise<Answer> {
  const open = baseUrl.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const request = open(
      {
        host: baseUrl.hostname,
        port: baseUrl.port === '' ? undefined : Number(baseUrl.port),
        method: outgoing.method,
        path: outgoing.target,
        headers: { Host: outgoing.host, ...outgoing.headers },
        agent: false,
        timeout: ANSWER_LIMIT_MS,
      },
      (incoming) => readAnswer(incoming).then(resolve, reject),
    )
    request.on('timeout', () => request.destroy(new Error(`no answer in ${ANSWER_LIMIT_MS} ms`)))
    request.on('error', reject)
    if (outgoing.body !== undefined) {
      request.end(outgoing.body)
      return
    }
    // Node would announce `Content-Length: 0` for a POST; curl without -d announces nothing.
    request.removeHeader('content-length')
    request.removeHeader('transfer-encoding')
    request.end()
  })
}

async function readAnswer(incoming: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = []
  let byteCount = 0
  for await (const chunk of incoming) {
    byteCount += chunk.length
    if (byteCount > ANSWER_BYTES_MAX) throw new Error(`an answer over ${ANSWER_BYTES_MAX} bytes`)
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  return {
    status: incoming.statusCode ?? 0,
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
    ),
    cookies: incoming.headers['set-cookie'] ?? [],
    text,
    json: parseJson(text),
  }
}
