import { MintmarkError } from '../errors.ts'
import { type Payload, parseObject } from './claims.ts'

/** A feed page of a thousand notices has 70 kB, and no document of ours is larger. */
const ANSWER_BYTES_MAX = 1_000_000
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

export interface Asked extends RequestInit {
  readonly timeoutMs: number
}

/** Asks the issuer, and nobody else. */
export interface Issuer {
  /** Its public name, without a trailing slash. */
  readonly name: string
  /** The text of a 200; throws `MintmarkError`s `unreachable`, `timeout` and `unavailable`. */
  text(url: string, init: Asked): Promise<string>
  json(url: string, init: Asked): Promise<Payload>
}

export interface IssuerOptions {
  readonly issuer: string
  readonly baseUrl?: string
  readonly allowHttp?: boolean
  readonly fetch?: typeof globalThis.fetch
}

/** Throws `misconfigured` where an address is none, or not one whose answers can be trusted. */
export function issuerAt(options: IssuerOptions): Issuer {
  const name = demandAddress(options.issuer, true)
  const base = demandAddress(options.baseUrl ?? name, options.allowHttp === true)
  const send = options.fetch ?? globalThis.fetch.bind(globalThis)
  if (options.baseUrl === undefined) demandAddress(name, options.allowHttp === true)
  const text = async (url: string, { timeoutMs, signal, ...init }: Asked): Promise<string> => {
    if (!url.startsWith(`${name}/`)) {
      throw new MintmarkError(
        'malformed_answer',
        'The issuer names an address that is not its own.',
      )
    }
    const until = AbortSignal.timeout(timeoutMs)
    try {
      const answer = await send(base + url.slice(name.length), {
        ...init,
        // What another host says is not the issuer's word.
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, until]) : until,
      })
      if (answer.status !== 200) {
        await answer.body?.cancel()
        const words = `The issuer answered ${answer.status}.`
        throw new MintmarkError('unavailable', words, { status: answer.status })
      }
      return await readText(answer)
    } catch (thrown) {
      if (thrown instanceof MintmarkError) throw thrown
      if (until.aborted) throw new MintmarkError('timeout', 'The issuer did not answer in time.')
      throw new MintmarkError('unreachable', 'The issuer cannot be reached.')
    }
  }
  return {
    name,
    text,
    async json(url, init) {
      const value = parseObject(await text(url, init))
      if (value === undefined) {
        throw new MintmarkError('malformed_answer', 'The issuer answered something else than JSON.')
      }
      return value
    },
  }
}

function demandAddress(given: string, allowsHttp: boolean): string {
  const address = given.replace(/\/$/, '')
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search + url.hash !== '') {
    throw new MintmarkError('misconfigured', 'The issuer is no http(s) address.')
  }
  if (url.protocol === 'http:' && !allowsHttp && !LOOPBACK.test(url.hostname)) {
    const words = 'Keys that came over plain http: are anybody’s; set allowHttp where you trust it.'
    throw new MintmarkError('misconfigured', words)
  }
  return address
}

async function readText(answer: Response): Promise<string> {
  const reader = answer.body?.getReader()
  if (reader === undefined) return ''
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > ANSWER_BYTES_MAX) {
      await reader.cancel()
      throw new MintmarkError('malformed_answer', 'The issuer’s answer is too long.')
    }
    text += decoder.decode(value, { stream: true })
  }
}
