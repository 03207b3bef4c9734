import type { Issuer } from './asking.ts'
import { integerOf, type Payload, scopesOf, textOf, textsOf } from './claims.ts'
import type { Engine } from './engine.ts'
import type { Feed } from './feed.ts'
import type { Presented } from './presented.ts'
import { Recent } from './recent.ts'
import type { Caller, VerifierOptions } from './types.ts'

const TIMEOUT_MS = 3_000
const KEPT_MS = 10_000
/** What is wrong now may be right in a moment, such as a key that was just made. */
const REFUSED_KEPT_MS = 1_000
/** Strangers with made-up keys must not become a flood at the issuer. */
const UNDER_WAY_MAX = 100

/** What the issuer said of a credential. */
interface Said {
  /** `undefined` where it is no live credential. */
  readonly caller: Caller | undefined
  readonly digests: readonly string[]
  readonly issuedAt: number
  readonly untilMs: number
  generation: number
}

export interface Introspector {
  /** `undefined` where it is none that lives. Throws where the issuer does not answer. */
  find(presented: Presented, ip: string | undefined): Promise<Caller | undefined>
}

interface Parts {
  readonly issuer: Issuer
  readonly engine: Engine
  readonly feed: Feed
  readonly url: string
  readonly credentials: NonNullable<VerifierOptions['introspect']>
  readonly cacheSize: number
  monotonicMs(): number
}

/** RFC 7662, for what cannot be verified offline. Answers are kept as long as the feed allows. */
export function introspectorWith(parts: Parts): Introspector {
  const { issuer, feed, url, credentials, monotonicMs } = parts
  const known = new Recent<Said>(parts.cacheSize)
  const underWay = new Map<string, Promise<Said>>()

  const ask = async ({ header, value }: Presented, ip: string | undefined): Promise<Said> => {
    // Before the question: what is revoked while it is under way counts against the answer.
    const { generation } = feed
    const askedAt = feed.now()
    const form = new URLSearchParams({ token: value, header })
    if (ip !== undefined) form.set('client_address', ip)
    const answer = await issuer.json(url, {
      method: 'POST',
      body: form,
      headers: { authorization: basicOf(credentials), accept: 'application/json' },
      timeoutMs: TIMEOUT_MS,
    })
    const caller = readCaller(answer)
    const keptMs = caller === undefined ? REFUSED_KEPT_MS : (credentials.keptMs ?? KEPT_MS)
    return {
      caller,
      digests: textsOf(answer.feed_digests) ?? [],
      issuedAt: caller?.issuedAt ?? askedAt,
      untilMs: monotonicMs() + keptMs,
      generation: generation - 1,
    }
  }

  const isLive = (said: Said): boolean => {
    const { caller } = said
    if (caller === undefined || (caller.expiresAt ?? Infinity) <= feed.now()) return false
    if (said.generation === feed.generation) return true
    if (feed.hasEnded(said.digests, said.issuedAt) || !feed.isOn(caller.dialect)) return false
    said.generation = feed.generation
    return true
  }

  return {
    async find(presented, ip) {
      const key = await parts.engine.digest(`${presented.header}:${ip ?? ''}:${presented.value}`)
      let said = known.get(key)
      if (said === undefined || said.untilMs <= monotonicMs()) {
        const asking = underWay.get(key)
        if (asking === undefined && underWay.size >= UNDER_WAY_MAX) throw new Error('too many')
        const asked = asking ?? ask(presented, ip).finally(() => underWay.delete(key))
        underWay.set(key, asked)
        said = await asked
        known.set(key, said)
      }
      return isLive(said) ? said.caller : undefined
    },
  }
}

const KINDS = ['access_token', 'subject_token', 'client_key', 'client_keys'] as const

/** Refresh tokens are live, and open nothing. */
function readCaller(answer: Payload): Caller | undefined {
  const kind = KINDS.find((one) => one === answer.token_use)
  const clientId = textOf(answer.client_id)
  const dialect = textOf(answer.style)
  if (answer.active !== true || kind === undefined) return undefined
  if (clientId === undefined || dialect === undefined) return undefined
  const subject = textOf(answer.sub)
  return Object.freeze({
    dialect,
    kind,
    clientId,
    subject: subject === clientId ? undefined : subject,
    scopes: Object.freeze(scopesOf(textOf(answer.scope) ?? '')),
    audience: Object.freeze(textsOf(answer.aud) ?? []),
    issuer: textOf(answer.iss),
    organizationId: idOf(answer.organization_id),
    agentId: idOf(answer.agent_id),
    roomId: idOf(answer.room_id),
    planId: idOf(answer.plan_id),
    tokenId: textOf(answer.jti),
    issuedAt: integerOf(answer.iat),
    expiresAt: integerOf(answer.exp),
  })
}

function idOf(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : textOf(value)
}

/** RFC 6749 §2.3.1: each half is encoded as in a form. */
function basicOf({ clientId, clientSecret }: Parts['credentials']): string {
  const pair = [clientId, clientSecret].map((half) => encodeURIComponent(half)).join(':')
  return `Basic ${btoa(pair)}`
}
