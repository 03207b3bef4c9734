import { CliError, usage } from '../errors.ts'
import type { Transport } from './client.ts'

const ANSWER_WAIT_MS_MAX = 30_000
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** A server on another machine, or in another process of this one. */
export function remoteTransport(url: string, key: string | undefined): Transport {
  if (key === undefined || key === '') {
    throw usage(
      'A server that is asked over HTTP wants a management key.',
      'Give one with --key mm_mk_… or the variable MINTMARK_MANAGEMENT_KEY.',
    )
  }
  const origin = originOf(url)
  return {
    async send(method, path, body) {
      const headers = { authorization: `Bearer ${key}`, accept: 'application/json' }
      const init = {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_WAIT_MS_MAX),
        ...(body === undefined
          ? { headers }
          : {
              headers: { ...headers, 'content-type': 'application/json' },
              body: JSON.stringify(body),
            }),
      } as const
      const answer = await reach(`${origin}${path}`, init)
      return { status: answer.status, text: await answer.text() }
    },
    async open(path) {
      // Only its beginning must come in time: a long file takes as long as it takes.
      const late = new AbortController()
      const timer = setTimeout(
        () => late.abort(new DOMException('', 'TimeoutError')),
        ANSWER_WAIT_MS_MAX,
      )
      const headers = { authorization: `Bearer ${key}` }
      const answer = await reach(`${origin}${path}`, {
        headers,
        redirect: 'manual',
        signal: late.signal,
      }).finally(() => clearTimeout(timer))
      return { status: answer.status, body: answer.body ?? new ReadableStream() }
    },
    async close() {},
  }
}

/** `fetch` hides why it failed one level deeper. */
export async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (thrown) {
    const { cause, name } = thrown as { cause?: { code?: unknown }; name?: unknown }
    const why = name === 'TimeoutError' ? 'no answer came in time' : String(cause?.code ?? 'failed')
    throw new CliError(
      `${new URL(url).origin} cannot be reached (${why}).`,
      'Is it running, and is the address right? `mintmark dev` starts one here.',
    )
  }
}

export function originOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) {
    throw usage(`--url must be an address such as https://mint.example.com.`)
  }
  if (parsed.protocol === 'http:' && !LOOPBACK.test(parsed.hostname)) {
    throw usage(
      '--url must be https: a management key must not travel in clear.',
      'Plain http is for this machine only.',
    )
  }
  return parsed.origin
}
