import { ProtocolError } from '../../protocol/errors.ts'
import { fieldsOf } from '../../protocol/fields.ts'
import type { ClientProof, TokenRequest } from '../../protocol/token-request.ts'
import type { TokenSet } from '../../protocol/token-set.ts'
import { type Fields, json, NO_STORE, type WireRequest } from '../../protocol/wire.ts'
import type { Endpoint } from '../contract.ts'

const ACCEPTS = ['json', 'form', 'multipart'] as const

export const endpoints: readonly Endpoint[] = [
  {
    operation: 'token',
    method: 'POST',
    path: '/user/v1/embedded/login/',
    accepts: ACCEPTS,
    read: readLogin,
    write: writePair,
  },
  {
    operation: 'token',
    method: 'POST',
    path: '/user/v1/embedded/refresh/',
    accepts: ACCEPTS,
    read: readRefresh,
    write: writeAccess,
  },
]

/** The key travels in the body. A missing one is 401, as the vendor's table says, not 400. */
function readLogin(request: WireRequest): TokenRequest {
  const fields = fieldsOf(request)
  const key = stringField(fields, 'api_key')?.trim()
  return {
    grantType: 'embed',
    proof:
      key === undefined || key === ''
        ? { kind: 'absent', presentedIn: 'body' }
        : { kind: 'api_key', key, presentedIn: 'body' },
    scope: undefined,
    resources: [],
    parameters: { agent_id: integerOf(fields.agent_id), lease: fields.lease },
  }
}

function readRefresh(request: WireRequest): TokenRequest {
  const fields = fieldsOf(request)
  if (fields.refresh === null) {
    throw new ProtocolError('parameter_malformed', { parameter: 'refresh', value: 'null' })
  }
  const refresh = stringField(fields, 'refresh')?.trim()
  if (refresh === undefined || refresh === '') {
    throw new ProtocolError('parameter_missing', { parameter: 'refresh' })
  }
  const proof: ClientProof = { kind: 'token', token: refresh, presentedIn: 'body' }
  return {
    grantType: 'embed_refresh',
    proof,
    scope: undefined,
    resources: [],
    parameters: { refresh },
  }
}

/** Numbers are taken for their digits, as Django REST framework does. */
function stringField(fields: Fields, parameter: string): string | undefined {
  const value = fields[parameter]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') throw new ProtocolError('parameter_malformed', { parameter })
  return value
}

/** `"1"`, `1.0` and `"1.0"` are integers there; anything else is left for the grant to refuse. */
function integerOf(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return /^-?\d{1,15}(\.0*)?$/.test(value.trim()) ? Number(value) : value
}

function writePair(tokens: TokenSet): ReturnType<typeof json> {
  return json(200, { refresh: tokens.refreshToken, access: tokens.accessToken }, NO_STORE)
}

function writeAccess(tokens: TokenSet): ReturnType<typeof json> {
  return json(200, { access: tokens.accessToken }, NO_STORE)
}
