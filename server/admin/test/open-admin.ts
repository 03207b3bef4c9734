import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { createApp } from '../../app.ts'
import { addCredential } from '../../credentials/new-credentials.ts'
import { createLogger } from '../../http/log.ts'
import { createMetrics } from '../../http/metrics.ts'
import { openTestCore, type TestCore } from '../../test/open-core.ts'
import { send as sendTo } from '../../test/wire.ts'

export const LOCAL_AUTHORITY = 'the-authority-of-the-command-line-in-this-very-process'

type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
type Json = Record<string, unknown>

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
  readonly text: string
  readonly json: Json
}

export interface Ask {
  readonly body?: unknown
  readonly raw?: string
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

export interface TestAdmin extends TestCore {
  readonly key: string
  /** Any request to the server, as it stands. */
  send(method: Verb, url: string, ask?: Ask): Promise<Reply>
  /** A request to the management API with the key; `/clients` is its path. */
  manage(method: Verb, path: string, body?: unknown, ask?: Ask): Promise<Reply>
  /** The same, where success is part of the set-up. */
  done(method: Verb, path: string, body?: unknown): Promise<Json>
}

/** A whole server in this process, and a key to its management API. */
export async function openTestAdmin(env: Record<string, string> = {}): Promise<TestAdmin> {
  const mint = await openTestCore(env)
  const { core } = mint
  const server = await createApp({
    core,
    logger: createLogger('silent'),
    logRequest: () => {},
    metrics: createMetrics(),
    readiness: { isServing: () => true },
    localAuthority: LOCAL_AUTHORITY,
  })
  const { text: key } = await core.store.transaction((records) =>
    addCredential(records, core.secrets, core.random, {
      clientRow: undefined,
      kind: 'management_key',
      prefix: 'mk',
      name: 'tests',
      permissions: ['*'],
      at: core.clock.now(),
      expiresAt: undefined,
    }),
  )
  // Over a socket: what programs ask never reaches the server's own router.
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const send: TestAdmin['send'] = async (method, url, ask = {}) => {
    const payload = ask.raw ?? bodyOf(ask)
    const answer = await sendTo(port, url, {
      method,
      headers: { ...typeOf(ask), ...ask.headers },
      ...(payload === undefined ? {} : { body: payload }),
    })
    const isJson = /[/+]json\b/.test(String(answer.headers['content-type']))
    return {
      status: answer.status,
      headers: answer.headers,
      text: answer.text,
      json: isJson && answer.text !== '' ? answer.json() : {},
    }
  }
  const manage: TestAdmin['manage'] = (method, path, body, ask = {}) =>
    send(method, `/admin/v1${path}`, {
      ...ask,
      body,
      headers: { authorization: `Bearer ${key}`, ...ask.headers },
    })
  return {
    ...mint,
    key,
    send,
    manage,
    async done(method, path, body) {
      const reply = await manage(method, path, body)
      assert.ok(reply.status < 300, `${method} ${path}: ${reply.status} ${reply.text}`)
      return reply.json
    },
    async close() {
      await server.close()
      await mint.close()
    },
  }
}

/** The fields that a refusal names, by pointer. */
export function pointersOf(reply: Reply): readonly string[] {
  const { errors } = reply.json
  return Array.isArray(errors) ? errors.map((one) => String(one.pointer)) : []
}

/** What every refusal of the management API owes: RFC 9457, a code, no stack. */
export function assertProblem(reply: Reply, status: number, code?: string): void {
  assert.equal(reply.status, status, reply.text)
  assert.match(String(reply.headers['content-type']), /^application\/problem\+json/)
  assert.equal(reply.json.status, status)
  for (const name of ['type', 'title', 'detail', 'code', 'request_id']) {
    assert.equal(typeof reply.json[name], 'string', `${name}: ${reply.text}`)
  }
  assert.doesNotMatch(reply.text, /node_modules|\.ts:\d/)
  if (code !== undefined) assert.equal(reply.json.code, code)
}

function bodyOf({ body, form }: Ask): string | undefined {
  if (form !== undefined) return new URLSearchParams(form).toString()
  return body === undefined ? undefined : JSON.stringify(body)
}

function typeOf({ body, raw, form }: Ask): Record<string, string> {
  if (form !== undefined) return { 'content-type': 'application/x-www-form-urlencoded' }
  return body === undefined && raw === undefined ? {} : { 'content-type': 'application/json' }
}
