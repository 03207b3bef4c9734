import type { FastifyInstance } from 'fastify'
import type { Dialect } from '../dialects/contract.ts'
import type { Programs } from '../http/programs.ts'
import type { Clock } from '../protocol/clock.ts'
import { ProtocolError, toProtocolError } from '../protocol/errors.ts'
import { textField } from '../protocol/fields.ts'
import type { Site } from '../protocol/site.ts'
import { NO_STORE, type WireRequest, type WireResponse } from '../protocol/wire.ts'
import type { KeyRing } from '../tokens/key-ring.ts'
import type { RevocationFeed } from '../tokens/revocation-feed.ts'
import { signTyped } from '../tokens/typed-token.ts'

export const FEED_PATH = '/.well-known/mintmark-revocations'
const WAIT_SEC_MAX = 25
const NONCE = /^[A-Za-z0-9_-]{1,64}$/
const CURSOR_CHARACTERS_MAX = 100

export interface RevocationDeps {
  readonly clock: Clock
  readonly site: Site
  readonly keys: KeyRing
  readonly dialects: readonly Dialect[]
  readonly liveDialects: { onChange(listener: () => void): void }
  isOn(dialect: string): boolean
  logFailure(error: ProtocolError, requestId: string): void
}

/**
 * `GET /.well-known/mintmark-revocations`: what verifiers elsewhere must know, signed with a key
 * of the style whose metadata names it. Public: only who knows an id finds it among the digests.
 */
export function registerRevocations(
  server: FastifyInstance,
  programs: Programs,
  deps: RevocationDeps,
  dialect: Dialect,
  feed: RevocationFeed,
): void {
  server.addHook('preClose', async () => feed.close())
  deps.liveDialects.onChange(feed.wake)
  programs.add({
    path: FEED_PATH,
    // Its answers to anybody's page say so themselves.
    readers: 'no_page',
    isOn: () => deps.isOn(dialect.name),
    methods: new Map([
      ['GET', { answer: (request) => answerFeed(deps, dialect, feed, request, performance.now()) }],
    ]),
    refuse(thrown, requestId) {
      const error = toProtocolError(thrown)
      deps.logFailure(error, requestId)
      return dialect.refuse(error, 'jwks', { requestId, now: deps.clock.now() })
    },
  })
}

async function answerFeed(
  deps: RevocationDeps,
  dialect: Dialect,
  feed: RevocationFeed,
  request: WireRequest,
  arrivedAtMs: number,
): Promise<WireResponse> {
  const { after, nonce, waitSec, styles } = readQuery(request)
  const stylesOn = () => deps.dialects.map(({ name }) => name).filter(deps.isOn)
  const page = await feed.next(
    after,
    waitSec * 1_000,
    request.ip,
    () => styles !== undefined && styles !== stylesOn().join(' '),
  )
  const token = await signTyped(deps.keys, dialect.name, 'revocations+jwt', {
    iss: dialect.issuer(request.host, deps.site),
    iat: deps.clock.now(),
    // Made for this question: an old answer, however genuine, is none to a new one.
    nonce,
    after,
    cursor: page.cursor,
    from_start: page.isFromStart,
    complete: page.isComplete,
    // Counted from the arrival of the question, so that no two clocks need agree.
    known_ms: Math.floor(page.knownAtMs - arrivedAtMs),
    styles: stylesOn(),
    notices: page.notices,
  })
  return {
    status: 200,
    headers: { ...NO_STORE, 'content-type': 'application/jwt', 'access-control-allow-origin': '*' },
    body: token,
  }
}

interface FeedQuery {
  readonly after: string
  readonly nonce: string
  readonly waitSec: number
  /** What the asker believes to be on, so that it need not wait to learn better. */
  readonly styles: string | undefined
}

function readQuery({ query }: WireRequest): FeedQuery {
  const after = textField(query, 'after') ?? ''
  if (after.length > CURSOR_CHARACTERS_MAX) throw malformed('after')
  const nonce = textField(query, 'nonce') ?? ''
  if (nonce !== '' && !NONCE.test(nonce)) throw malformed('nonce')
  const wait = textField(query, 'wait') ?? '0'
  if (!/^\d{1,4}$/.test(wait)) throw malformed('wait')
  const styles = textField(query, 'styles')
  return { after, nonce, waitSec: Math.min(Number(wait), WAIT_SEC_MAX), styles }
}

function malformed(parameter: string): ProtocolError {
  return new ProtocolError('parameter_malformed', { parameter })
}
