import { VERIFIER } from '../codes.ts'
import type { Source } from '../load.ts'
import { POOL_TOKENS } from '../refresh-pool.ts'
import { listed, repeating, rotating } from '../sources.ts'
import { requestBytes } from '../wire.ts'
import { CLIENT_HEADERS, type Peer, REDIRECT_URI } from './peer.ts'

/** What each peer is asked. Its answers are checked as ours are. */
type Asked = (peer: Peer, seconds: number) => Promise<Source>

/** Above what a peer does in a second, so that time ends a measurement and not the list. */
const ONE_TIME_PER_SEC_MAX = { 'oidc-provider': 8_000, 'better-auth': 1_200 } as const

type OneTimePeer = keyof typeof ONE_TIME_PER_SEC_MAX

function formBytes({ host }: Peer, path: string, form: Readonly<Record<string, string>>): Buffer {
  return requestBytes(host, { path, headers: CLIENT_HEADERS, form })
}

/** better-auth signs a token only for a resource that is named. */
export function clientCredentials(path = '/token', resource?: string): Asked {
  const named: Readonly<Record<string, string>> = resource === undefined ? {} : { resource }
  const form = { grant_type: 'client_credentials', scope: 'api:read', ...named }
  return async (peer) => repeating(formBytes(peer, path, form), '"access_token":"ey')
}

export function refreshing(path = '/token'): Asked {
  return async (peer) =>
    rotating([...(await peer.make('refresh', POOL_TOKENS))], (token) =>
      formBytes(peer, path, { grant_type: 'refresh_token', refresh_token: token }),
    )
}

export function exchanging(who: OneTimePeer, path = '/token'): Asked {
  const fixed = { grant_type: 'authorization_code', redirect_uri: REDIRECT_URI }
  return oneTime(who, 'code', '"refresh_token"', (peer, code) =>
    formBytes(peer, path, { ...fixed, code, code_verifier: VERIFIER }),
  )
}

export function introspecting(path: string): Asked {
  return async (peer) => {
    const [token = ''] = await peer.make('opaque', 1)
    return repeating(formBytes(peer, path, { token }), '"active":true')
  }
}

export function revoking(who: OneTimePeer, path: string): Asked {
  return oneTime(who, 'opaque', '', (peer, token) => formBytes(peer, path, { token }))
}

export const verifyingKey: Asked = async (peer) => {
  const [key = ''] = await peer.make('key', 1)
  const headers = { 'X-API-Key': key }
  return repeating(requestBytes(peer.host, { path: '/verify-key', headers }), '"valid":true')
}

function oneTime(
  who: OneTimePeer,
  kind: 'code' | 'opaque',
  expected: string,
  request: (peer: Peer, token: string) => Buffer,
): Asked {
  return async (peer, seconds) => {
    const tokens = await peer.make(kind, Math.ceil(seconds * ONE_TIME_PER_SEC_MAX[who]))
    const requests = tokens.map((token) => request(peer, token))
    return listed(requests, expected)
  }
}
