// Requests as bytes: path, header names and body go out exactly as given. fetch and URL would
// tidy `//api`, `%2e%2e` and doubled headers away, and those are what an attacker sends.
import assert from 'node:assert/strict'
import type { Agent, IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

// Imported as a module it would bring fetch along, a tenth of a second for each test file.
const { request: httpRequest } = process.getBuiltinModule('node:http')

export type Pairs = Readonly<Record<string, string>> | readonly (readonly [string, string])[]

export interface Init {
  readonly method?: string
  readonly headers?: OutgoingHttpHeaders
  /** Exactly one of these four may be given. */
  readonly body?: string | Buffer
  readonly form?: Pairs
  readonly json?: unknown
  readonly multipart?: Pairs
  readonly agent?: Agent
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  json(): Record<string, unknown>
  /** A field that must be a non-empty string. */
  field(name: string): string
}

const answerLimitMs = 60_000

export function send(port: number, path: string, init: Init = {}): Promise<Answer> {
  const { type, body } = encode(init)
  const headers: OutgoingHttpHeaders = { ...init.headers }
  const named = new Set(Object.keys(headers).map((name) => name.toLowerCase()))
  if (type !== undefined && !named.has('content-type')) headers['Content-Type'] = type
  if (body !== undefined && !named.has('content-length') && !named.has('transfer-encoding')) {
    headers['Content-Length'] = Buffer.byteLength(body)
  }
  const method = init.method ?? (body === undefined ? 'GET' : 'POST')
  return new Promise((resolve, reject) => {
    // A connection per request: a kept-alive one may be closed by the server as we write on it.
    const agent = init.agent ?? false
    const outgoing = httpRequest({ host: '127.0.0.1', port, path, method, headers, agent })
    outgoing.setTimeout(answerLimitMs, () => outgoing.destroy(new Error(`no answer: ${path}`)))
    outgoing.on('error', reject)
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve(answerFrom(incoming.statusCode ?? 0, incoming.headers, text))
      })
    })
    outgoing.end(body)
  })
}

export function answerFrom(status: number, headers: IncomingHttpHeaders, text: string): Answer {
  const json = (): Record<string, unknown> => {
    const value: unknown = JSON.parse(text)
    assert.ok(typeof value === 'object' && value !== null, `no JSON object: ${text}`)
    return value as Record<string, unknown> // An object, as asserted; its values stay unknown.
  }
  const field = (name: string): string => {
    const value = json()[name]
    assert.ok(typeof value === 'string' && value !== '', `${status} without ${name}: ${text}`)
    return value
  }
  return { status, headers, text, json, field }
}

export function basic(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
}

export function formText(pairs: Pairs): string {
  return new URLSearchParams(entriesOf(pairs).map(([name, value]) => [name, value])).toString()
}

export function multipartText(pairs: Pairs, boundary: string): string {
  const parts = entriesOf(pairs).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return `${parts.join('')}--${boundary}--\r\n`
}

/** Repeats a check until it holds; a revocation may take up to a second to reach a verifier. */
export async function eventually(check: () => Promise<boolean>, why: string, limitMs = 1000) {
  const deadline = Date.now() + limitMs
  while (!(await check())) {
    assert.ok(Date.now() < deadline, `not within ${limitMs} ms: ${why}`)
    await pause(25)
  }
}

function entriesOf(pairs: Pairs): readonly (readonly [string, string])[] {
  return isList(pairs) ? pairs : Object.entries(pairs)
}

function isList(pairs: Pairs): pairs is readonly (readonly [string, string])[] {
  return Array.isArray(pairs)
}

function encode(init: Init): { type?: string; body?: string | Buffer } {
  if (init.form !== undefined) {
    return { type: 'application/x-www-form-urlencoded', body: formText(init.form) }
  }
  if (init.json !== undefined) {
    return { type: 'application/json', body: JSON.stringify(init.json) }
  }
  if (init.multipart !== undefined) {
    const boundary = 'mint-boundary-7d81f0'
    const body = multipartText(init.multipart, boundary)
    return { type: `multipart/form-data; boundary=${boundary}`, body }
  }
  return init.body === undefined ? {} : { body: init.body }
}
