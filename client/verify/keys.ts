import { MintmarkError } from '../errors.ts'
import type { Issuer } from './asking.ts'
import { type Payload, parseObject, textOf, textsOf } from './claims.ts'
import { digestOf } from './digests.ts'
import type { Algorithm, Engine, Key } from './engine.ts'
import { headerOf } from './jws.ts'
import { STYLES } from './styles.ts'

const METADATA_PATH = '/.well-known/oauth-authorization-server'
const TIMEOUT_MS = 5_000
/** As the issuer's own cache header has it; a new key is published longer before it signs. */
const KEPT_MS = 300_000
/** Tokens with made-up key ids must not become requests to the issuer. */
const REFETCH_PAUSE_MS = 5_000
const KEYS_MAX = 200
const RSA_BITS_MIN = 2_048
const ALGORITHMS: readonly string[] = ['ES256', 'RS256'] satisfies Algorithm[]

/** What the issuer says of one style. */
export interface StyleFacts {
  readonly name: string
  readonly algorithm: Algorithm
  readonly issuers: readonly { readonly issuer: string; readonly region: string | undefined }[]
  readonly jwksUri: string
  /** What follows the issuer in its default audience; `undefined`: its audience is the client. */
  readonly audienceSuffix: string | undefined
}

export interface StyleKey extends Key {
  readonly id: string
  /** What the feed calls it. */
  readonly digest: string
  readonly style: StyleFacts
}

export interface Keys {
  readonly feedUrl: string
  readonly introspectionUrl: string | undefined
  /** `undefined` for an id that no key has; looks again, but not more often than is decent. */
  find(keyId: string, pauseMs?: number): StyleKey | undefined | Promise<StyleKey | undefined>
  /** Changes whenever a key is gone, so that nothing verified with it is remembered. */
  readonly generation: number
}

interface Parts {
  readonly issuer: Issuer
  readonly engine: Engine
  monotonicMs(): number
}

interface Loaded {
  readonly atMs: number
  readonly feedUrl: string
  readonly introspectionUrl: string | undefined
  readonly keys: ReadonlyMap<string, StyleKey>
}

/** The issuer's keys by id. Throws what `Issuer` throws when they cannot be had at all. */
export async function openKeys(parts: Parts): Promise<Keys> {
  let loaded = await load(parts)
  let generation = 0
  let askedMs = loaded.atMs
  let loading: Promise<void> | undefined
  const reload = (): Promise<void> => {
    askedMs = parts.monotonicMs()
    loading ??= load(parts)
      .then((fresh) => {
        if ([...loaded.keys.keys()].some((id) => !fresh.keys.has(id))) generation += 1
        loaded = fresh
      })
      // What is known stays good: an end of it comes with the feed, not with this document.
      .catch(() => {})
      .finally(() => {
        loading = undefined
      })
    return loading
  }
  return {
    get feedUrl() {
      return loaded.feedUrl
    },
    get introspectionUrl() {
      return loaded.introspectionUrl
    },
    get generation() {
      return generation
    },
    find(keyId, pauseMs = REFETCH_PAUSE_MS) {
      const nowMs = parts.monotonicMs()
      const found = loaded.keys.get(keyId)
      const mayAsk = nowMs - askedMs >= pauseMs
      if (found !== undefined) {
        if (mayAsk && nowMs - loaded.atMs > KEPT_MS) void reload()
        return found
      }
      if (!mayAsk && loading === undefined) return undefined
      return (loading ?? reload()).then(() => loaded.keys.get(keyId))
    },
  }
}

async function load({ issuer, engine, monotonicMs }: Parts): Promise<Loaded> {
  const atMs = monotonicMs()
  const asked = { timeoutMs: TIMEOUT_MS }
  const metadata = await issuer.json(issuer.name + METADATA_PATH, asked)
  // RFC 8414 §3.3: else it would be another issuer's document.
  if (metadata.issuer !== issuer.name) throw malformed('Its metadata names another issuer.')
  const feedUrl = textOf(metadata.mintmark_revocation_feed)
  const listed = metadata.mintmark_styles
  if (feedUrl === undefined || !Array.isArray(listed))
    throw malformed('It names no feed or styles.')
  const keys = new Map<string, StyleKey>()
  for (const style of listed.map(readStyle)) {
    if (style === undefined) continue
    const { keys: jwks } = await issuer.json(style.jwksUri, asked)
    if (!Array.isArray(jwks) || jwks.length > KEYS_MAX) throw malformed('Its keys are no list.')
    for (const jwk of jwks) {
      const key = await readKey(engine, style, jwk)
      // An id that two styles claim would let one sign for the other.
      if (key !== undefined && !keys.has(key.id)) keys.set(key.id, key)
    }
  }
  return { atMs, feedUrl, introspectionUrl: textOf(metadata.introspection_endpoint), keys }
}

function readStyle(value: unknown): StyleFacts | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { name, algorithm, issuers, jwks_uri, audience_suffix } = value as Payload
  const jwksUri = textOf(jwks_uri)
  // A style that a newer server speaks is none whose tokens could be understood here.
  if (typeof name !== 'string' || !STYLES.has(name) || !isAlgorithm(algorithm)) return undefined
  if (jwksUri === undefined || !Array.isArray(issuers)) return undefined
  return {
    name,
    algorithm,
    jwksUri,
    audienceSuffix: typeof audience_suffix === 'string' ? audience_suffix : undefined,
    issuers: issuers.flatMap((one) => {
      const issuer = textOf(one?.issuer)
      return issuer === undefined ? [] : [{ issuer, region: textOf(one.region) }]
    }),
  }
}

function isAlgorithm(value: unknown): value is Algorithm {
  return typeof value === 'string' && ALGORITHMS.includes(value)
}

/** A key for one algorithm (RFC 8725 §3.1), strong enough for it; others are as if not there. */
async function readKey(
  engine: Engine,
  style: StyleFacts,
  value: unknown,
): Promise<StyleKey | undefined> {
  if (typeof value !== 'object' || value === null) return undefined
  const { kty, crv, kid, alg, use, key_ops, n, e, x, y } = value as Payload
  const id = textOf(kid)
  const isForIt = alg === style.algorithm && (use === undefined || use === 'sig')
  const operations = key_ops === undefined ? undefined : textsOf(key_ops)
  if (id === undefined || !isForIt || operations?.includes('verify') === false) return undefined
  // Only the public members: a private one that was published by mistake would make another key.
  const jwk = style.algorithm === 'ES256' ? { kty, crv, x, y } : { kty, n, e }
  const isRight =
    style.algorithm === 'ES256'
      ? kty === 'EC' && crv === 'P-256'
      : kty === 'RSA' && typeof n === 'string' && n.length * 6 >= RSA_BITS_MIN
  if (!isRight) return undefined
  const digest = await digestOf(engine, 'signing_key', id)
  return { ...(await engine.importKey(style.algorithm, jwk)), id, digest, style }
}

/**
 * The payload of a statement of the issuer's own that is no token, such as the feed. `undefined`
 * where it is not of this type, or not signed by the issuer's standard style. `pauseMs` is how
 * often an unknown key may be asked for.
 */
export async function readStatement(
  { keys, engine }: { readonly keys: Pick<Keys, 'find'>; readonly engine: Engine },
  text: string,
  type: string,
  pauseMs?: number,
): Promise<{ readonly said: Payload; readonly keyId: string } | undefined> {
  const { alg, typ, kid, ...others } = headerOf(text)
  if (typ !== type || typeof kid !== 'string' || Object.keys(others).length > 0) return undefined
  const key = await keys.find(kid, pauseMs)
  if (key === undefined || alg !== key.algorithm || key.style.name !== 'standard') return undefined
  const said = parseObject(await engine.open(key, text))
  return said && { said, keyId: key.id }
}

function malformed(words: string): MintmarkError {
  return new MintmarkError('malformed_answer', `The issuer’s documents cannot be used. ${words}`)
}
