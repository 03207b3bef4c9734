import { parsePlain } from './plain.ts'
import { Problem, unreachable } from './problem.ts'

const PREFIX = '/admin/v1'

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

interface Wish {
  readonly query?: Query
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** Comes with `GET /me` and is kept nowhere else: a page that is loaded anew asks for a new one. */
let csrfToken: string | undefined

export function keepCsrfToken(token: string | null): void {
  csrfToken = token ?? undefined
}

export function get<Answer>(path: string, wish: Omit<Wish, 'body'> = {}): Promise<Answer> {
  return send('GET', path, wish)
}

export function patch<Answer>(path: string, body: unknown): Promise<Answer> {
  return send('PATCH', path, { body })
}

export function put<Answer>(path: string, body: unknown): Promise<Answer> {
  return send('PUT', path, { body })
}

export function remove(path: string): Promise<void> {
  return send('DELETE', path, {})
}

/** Says the same thing twice when the first answer was lost; its key makes it happen once. */
export async function post<Answer>(path: string, body: unknown = {}): Promise<Answer> {
  const idempotencyKey = randomKey()
  try {
    return await send('POST', path, { body }, idempotencyKey)
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.status !== 0) throw thrown
    return send('POST', path, { body }, idempotencyKey)
  }
}

/** `crypto.randomUUID` is for secure contexts only; a mint may be tried out over plain http. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function send<Answer>(
  method: string,
  path: string,
  { query, body, signal }: Wish,
  idempotencyKey?: string,
): Promise<Answer> {
  const headers = new Headers({ accept: 'application/json' })
  if (body !== undefined) headers.set('content-type', 'application/json')
  if (method !== 'GET' && csrfToken !== undefined) headers.set('x-csrf-token', csrfToken)
  if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey)
  const text = body === undefined ? undefined : JSON.stringify(body)
  const url = `${PREFIX}${path}${search(query)}`
  const answer = await fetch(url, { method, headers, body: text, signal, redirect: 'error' }).catch(
    (thrown) => {
      if (signal?.aborted) throw thrown
      throw unreachable()
    },
  )
  if (answer.status === 401) toSignIn()
  if (answer.status === 204) return undefined as Answer
  const said = await answer
    .text()
    .then(parsePlain)
    .catch(() => undefined)
  if (answer.ok && said !== undefined) return said as Answer
  throw problemOf(answer.status, said)
}

function search(query: Query = {}): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? '' : `?${text}`
}

function problemOf(status: number, said: unknown): Problem {
  const isOne = typeof said === 'object' && said !== null && 'detail' in said
  if (isOne && typeof said.detail === 'string') {
    return new Problem({ ...said, status, detail: said.detail })
  }
  return new Problem({ status, detail: `The server answered ${status} without saying why.` })
}

/** Whoever is not signed in any more comes back to the same place afterwards. */
export function toSignIn(): void {
  const here = `${location.pathname}${location.search}`
  location.assign(`/sign-in?return_to=${encodeURIComponent(here)}`)
}
