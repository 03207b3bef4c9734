import { CliError } from '../errors.ts'

export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type Json = Readonly<Record<string, unknown>>

export interface Exchange {
  readonly status: number
  readonly text: string
}

export interface Opened {
  readonly status: number
  readonly body: AsyncIterable<Uint8Array>
}

/** The way to a management API, wherever it runs. */
export interface Transport {
  send(method: Verb, path: string, body: unknown): Promise<Exchange>
  /** The same for a file of any length, as it comes. */
  open(path: string): Promise<Opened>
  close(): Promise<void>
}

export interface ManagementApi {
  /** `/clients` and the like. Throws `CliError` for every refusal. */
  ask(method: Verb, path: string, body?: unknown): Promise<Json>
  /** A file, in the pieces in which it comes. */
  fetch(path: string): Promise<AsyncIterable<Uint8Array>>
  close(): Promise<void>
}

export function managementApi(transport: Transport): ManagementApi {
  return {
    async ask(method, path, body) {
      const { status, text } = await transport.send(method, `/admin/v1${path}`, body)
      const answer = parse(text)
      if (status >= 200 && status < 300) return answer ?? {}
      throw refusal(status, answer)
    },
    async fetch(path) {
      const { status, body } = await transport.open(`/admin/v1${path}`)
      if (status >= 200 && status < 300) return body
      const pieces = await Array.fromAsync(body)
      throw refusal(status, parse(Buffer.concat(pieces).toString()))
    },
    close: () => transport.close(),
  }
}

function parse(text: string): Json | undefined {
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Json) : undefined
  } catch {
    return undefined
  }
}

const ADVICE: Readonly<Record<number, string>> = {
  401: 'Give a live management key: --key mm_mk_… or the variable MINTMARK_MANAGEMENT_KEY.',
  404: 'Look at what there is with the `list` command of the same group.',
  429: 'Wait for the window of failed attempts to pass, then use a right key.',
  503: 'The store is busy or away; try again, and run `mintmark doctor` if it stays so.',
}

function refusal(status: number, problem: Json | undefined): CliError {
  if (problem === undefined || typeof problem.detail !== 'string') {
    return new CliError(
      `The answer (${status}) is none of a management API.`,
      'Give the server’s own address with --url, such as https://mint.example.com.',
    )
  }
  const wrongs = Array.isArray(problem.errors) ? problem.errors : []
  const more = wrongs.slice(1).map((one) => `Also ${one.pointer.slice(2)}: ${one.detail}`)
  const advice = status >= 500 ? serverAdvice(status, problem) : ADVICE[status]
  return new CliError(
    problem.detail,
    [...more, ...(advice ? [advice] : [])].join('\n') || undefined,
  )
}

function serverAdvice(status: number, problem: Json): string {
  return ADVICE[status] ?? `The server’s log has more under request ${problem.request_id}.`
}
