import { MintmarkError } from '../errors.ts'
import { readAtMost } from '../wire/read-at-most.ts'
import { retryAfterMs } from '../wire/retry-after.ts'
import { Problem } from './problem.ts'
import type {
  AnswerOf,
  Creating,
  ItemOf,
  ListPaths,
  OperationOf,
  PathsOf,
  Saying,
} from './types.ts'

const PREFIX = '/admin/v1'
const TIMEOUT_MS = 30_000
const ANSWER_BYTES_MAX = 64 * 1024 * 1024

export interface ManagementOptions {
  /** The server's address, such as `https://auth.example.com`. */
  readonly baseUrl: string
  /** A management key; what it may is what its permissions say. */
  readonly key: string
  /** Milliseconds that one request may take; 30,000. */
  readonly timeoutMs?: number
  readonly fetch?: typeof globalThis.fetch
}

/**
 * The management API, typed by path. Every call throws a `Problem` for a refusal, and a
 * `MintmarkError` with `unreachable`, `timeout` or `malformed_answer` where none came.
 */
export interface Management {
  get<Path extends PathsOf<'GET'>>(
    path: Path,
    ...said: Saying<OperationOf<'GET', Path>>
  ): Promise<AnswerOf<OperationOf<'GET', Path>>>
  /** Sent again once where the answer was lost: its key makes it happen once. */
  post<Path extends PathsOf<'POST'>>(
    path: Path,
    ...said: Saying<OperationOf<'POST', Path>, Creating>
  ): Promise<AnswerOf<OperationOf<'POST', Path>>>
  put<Path extends PathsOf<'PUT'>>(
    path: Path,
    ...said: Saying<OperationOf<'PUT', Path>>
  ): Promise<AnswerOf<OperationOf<'PUT', Path>>>
  patch<Path extends PathsOf<'PATCH'>>(
    path: Path,
    ...said: Saying<OperationOf<'PATCH', Path>>
  ): Promise<AnswerOf<OperationOf<'PATCH', Path>>>
  delete<Path extends PathsOf<'DELETE'>>(
    path: Path,
    ...said: Saying<OperationOf<'DELETE', Path>>
  ): Promise<AnswerOf<OperationOf<'DELETE', Path>>>
  /** All items of a list, page after page, as they are asked for. */
  each<Path extends ListPaths & PathsOf<'GET'>>(
    path: Path,
    ...said: Saying<OperationOf<'GET', Path>>
  ): AsyncGenerator<ItemOf<Path>, void, void>
}

/** What was said to any operation, once its types have been checked. */
interface AnySaid extends Creating {
  readonly path?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** Throws `misconfigured` where the address is none or the key is empty. */
export function management(options: ManagementOptions): Management {
  const { key, timeoutMs = TIMEOUT_MS } = options
  const send = options.fetch ?? globalThis.fetch.bind(globalThis)
  const baseUrl = options.baseUrl.replace(/\/$/, '')
  if (!URL.canParse(baseUrl) || !/^https?:/.test(baseUrl)) {
    throw new MintmarkError('misconfigured', 'The server’s address is no http(s) address.')
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new MintmarkError('misconfigured', 'The management key is empty or no key.')
  }

  const exchange = async (verb: string, path: string, said: AnySaid): Promise<unknown> => {
    const headers = new Headers({ authorization: `Bearer ${key}` })
    if (said.body !== undefined) headers.set('content-type', 'application/json')
    if (said.idempotencyKey !== undefined) headers.set('idempotency-key', said.idempotencyKey)
    const until = AbortSignal.timeout(timeoutMs)
    const url = `${baseUrl}${PREFIX}${filled(path, said.path)}${queryOf(said.query)}`
    let answer: Response
    let text: string | undefined
    try {
      answer = await send(url, {
        method: verb,
        headers,
        body: said.body === undefined ? undefined : JSON.stringify(said.body),
        // The key goes to this server and to no other.
        redirect: 'error',
        signal: said.signal ? AbortSignal.any([said.signal, until]) : until,
      })
      text = await readAtMost(answer, ANSWER_BYTES_MAX)
    } catch {
      said.signal?.throwIfAborted()
      if (until.aborted) throw new MintmarkError('timeout', 'The server did not answer in time.')
      throw new MintmarkError('unreachable', 'The server could not be reached.')
    }
    const isJson = /[/+]json/.test(answer.headers.get('content-type') ?? '')
    const value = isJson ? parsed(text) : text
    if (!answer.ok) throw new Problem(answer.status, value, retryAfterMs(answer.headers))
    if (answer.status === 204) return undefined
    if (value === undefined) {
      throw new MintmarkError('malformed_answer', 'The server’s answer cannot be understood.')
    }
    return value
  }

  const create = async (path: string, said: AnySaid): Promise<unknown> => {
    const once = { ...said, idempotencyKey: said.idempotencyKey ?? randomKey() }
    try {
      return await exchange('POST', path, once)
    } catch (thrown) {
      const isLost = thrown instanceof MintmarkError && thrown.code === 'unreachable'
      if (!isLost) throw thrown
      return exchange('POST', path, once)
    }
  }

  async function* each(path: string, said: AnySaid = {}): AsyncGenerator<unknown, void, void> {
    let cursor: string | undefined
    do {
      const query = cursor === undefined ? said.query : { ...said.query, cursor }
      const page = await exchange('GET', path, { ...said, query })
      const { data, next_cursor } = page as { data?: unknown; next_cursor?: unknown }
      if (!Array.isArray(data)) {
        throw new MintmarkError('malformed_answer', 'The server’s answer is no page of a list.')
      }
      yield* data
      cursor = typeof next_cursor === 'string' ? next_cursor : undefined
    } while (cursor !== undefined)
  }

  const on = (verb: string) => (path: string, said?: AnySaid) => exchange(verb, path, said ?? {})
  // The types of paths are the description's; that answers are of them is the server's promise.
  return {
    get: on('GET'),
    post: (path: string, said?: AnySaid) => create(path, said ?? {}),
    put: on('PUT'),
    patch: on('PATCH'),
    delete: on('DELETE'),
    each,
  } as unknown as Management
}

/** Ids are put in as they are meant, whatever they hold: none can lead to another path. */
function filled(path: string, given: AnySaid['path'] = {}): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(given, name) ? String(given[name]) : ''
    if (value === '' || value === '.' || value === '..') {
      throw new MintmarkError('misconfigured', `The path needs ${name}.`)
    }
    return encodeURIComponent(value)
  })
}

function queryOf(query: AnySaid['query'] = {}): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined)
  const text = new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? '' : `?${text}`
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

function randomKey(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
