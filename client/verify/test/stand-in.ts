// An issuer without a server: it answers through `fetch`, and does what nobody genuine would do.
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

export const ISSUER = 'https://mint.test'
export const REGIONAL = 'https://emea.mint.test/Auth'
export const NOW = 1_800_000_000
const PAGE = 1_000
const FEED = '/.well-known/mintmark-revocations'

type Json = Readonly<Record<string, unknown>>

export interface SigningKey {
  readonly kid: string
  readonly alg: 'ES256' | 'RS256'
  readonly secret: KeyObject
  readonly jwk: Json
}

export function newKey(kid: string, alg: SigningKey['alg'] = 'ES256', bits = 2_048): SigningKey {
  const { publicKey, privateKey: secret } =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: bits })
  return { kid, alg, secret, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' } }
}

export function jwt(key: SigningKey, header: Json, payload: Json): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${part({ ...header, alg: key.alg, kid: key.kid })}.${part(payload)}`
  const spelled = key.alg === 'ES256' ? { dsaEncoding: 'ieee-p1363' as const } : {}
  const signed = sign('sha256', Buffer.from(input), { key: key.secret, ...spelled })
  return `${input}.${signed.toString('base64url')}`
}

export function digestOf(kind: string, target: string): string {
  return createHash('sha256').update(`${kind}:${target}`).digest('base64url').slice(0, 16)
}

/** Everything that a test may turn while the issuer serves. */
export function standIn() {
  const standard = newKey('es-1')
  const vonage = newKey('rs-1', 'RS256')
  const state = {
    now: NOW,
    aheadMs: 0,
    /** Every connection fails. */
    isCut: false,
    notices: [] as [string, number, number][],
    styles: ['standard', 'vonage'],
    jwks: { standard: [standard.jwk], vonage: [vonage.jwk] },
    metadata: {} as Json,
    feedKey: standard,
    /** What the feed claims beyond the truth. */
    feedClaims: {} as Json,
    feedType: 'revocations+jwt',
    introspected: { active: false } as Json,
    introspectionStatus: 200,
    /** Path and query of every request. */
    asked: [] as string[],
    forms: [] as URLSearchParams[],
  }
  let tell: (() => void)[] = []

  const answerFeed = async (query: URLSearchParams): Promise<Response> => {
    const after = query.get('after') ?? ''
    const seen = Number(after)
    const hasNews = state.notices.length > seen || query.get('styles') !== state.styles.join(' ')
    if (query.get('wait') !== '0' && !hasNews) await new Promise<void>((go) => tell.push(go))
    if (state.isCut) throw new TypeError('cut')
    const told = Math.min(state.notices.length, seen + PAGE)
    const claims = {
      iss: ISSUER,
      iat: state.now,
      nonce: query.get('nonce'),
      after,
      cursor: String(told),
      from_start: after === '',
      complete: told === state.notices.length,
      known_ms: 0,
      styles: state.styles,
      notices: state.notices.slice(seen, told),
      ...state.feedClaims,
    }
    return new Response(jwt(state.feedKey, { typ: state.feedType }, claims))
  }

  const answer = async (url: URL, init: RequestInit): Promise<Response> => {
    switch (url.pathname) {
      case '/.well-known/oauth-authorization-server':
        return Response.json({
          issuer: ISSUER,
          introspection_endpoint: `${ISSUER}/introspect`,
          mintmark_revocation_feed: ISSUER + FEED,
          mintmark_styles: [
            {
              name: 'standard',
              algorithm: 'ES256',
              issuers: [{ issuer: ISSUER }],
              jwks_uri: `${ISSUER}/jwks/standard`,
              audience_suffix: '',
            },
            {
              name: 'vonage',
              algorithm: 'RS256',
              issuers: [{ issuer: REGIONAL, region: 'emea' }],
              jwks_uri: `${ISSUER}/jwks/vonage`,
              audience_suffix: '/resources',
            },
          ],
          ...state.metadata,
        })
      case '/jwks/standard':
        return Response.json({ keys: state.jwks.standard })
      case '/jwks/vonage':
        return Response.json({ keys: state.jwks.vonage })
      case '/introspect':
        state.forms.push(new URLSearchParams(String(init.body)))
        return Response.json(state.introspected, { status: state.introspectionStatus })
      default:
        return answerFeed(url.searchParams)
    }
  }

  return {
    state,
    standard,
    vonage,
    fetch: async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
      const url = new URL(String(input))
      state.asked.push(url.pathname + url.search)
      if (state.isCut) throw new TypeError('cut')
      const { signal } = init
      const broken = new Promise<never>((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason))
      })
      return Promise.race([answer(url, init), broken])
    },
    monotonicMs: () => performance.now() + state.aheadMs,
    revoke(kind: string, target: string, at = state.now) {
      state.notices.push([digestOf(kind, target), at, state.now + 900])
      const waiting = tell
      tell = []
      for (const go of waiting) go()
    },
    cut() {
      state.isCut = true
      const waiting = tell
      tell = []
      for (const go of waiting) go()
    },
    token: (claims: Json = {}) =>
      jwt(
        standard,
        { typ: 'at+jwt' },
        {
          iss: ISSUER,
          sub: 'c',
          client_id: 'c',
          aud: ISSUER,
          scope: 'a b',
          iat: state.now,
          exp: state.now + 900,
          jti: `t${Math.random()}`,
          crd: 7,
          fam: '9',
          ...claims,
        },
      ),
  }
}

export type StandIn = ReturnType<typeof standIn>
