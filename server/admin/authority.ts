import type { FastifyRequest } from 'fastify'
import { parseCredential } from '../credentials/format.ts'
import { sameText } from '../credentials/secrets.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { AdminDeps } from './deps.ts'
import { demandLive } from './live-credential.ts'

/** Who manages: a management key, or the command line in this process. */
export interface Actor {
  /** `undefined` for the command line. */
  readonly credentialId: number | undefined
  readonly ip: string
  readonly requestId: string
}

/**
 * Throws `token_missing`, `invalid_token` or `too_many_attempts`. Whatever else of ours is
 * presented (a client's secret, a user's token) is as wrong as a text that nobody ever made.
 */
export async function authenticateActor(
  deps: AdminDeps,
  { headers, ip, id: requestId }: Pick<FastifyRequest, 'headers' | 'ip' | 'id'>,
): Promise<Actor> {
  const presented = /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  if (presented === undefined) {
    throw new ProtocolError('token_missing', {
      description: 'A management key is missing: send Authorization: Bearer <management key>.',
    })
  }
  const { localAuthority } = deps
  if (localAuthority !== undefined && sameText(presented, localAuthority)) {
    return { credentialId: undefined, ip, requestId }
  }
  const credentialId = await find(deps, presented)
  if (credentialId !== undefined) return { credentialId, ip, requestId }
  await deps.attempts.take([['secretPerIp', ip]])
  throw new ProtocolError('invalid_token', {
    description: 'The management key is unknown, revoked or has expired.',
    detail: `a ${parseCredential(presented)?.kind ?? 'foreign'} text is no live management key`,
  })
}

async function find(deps: AdminDeps, presented: string): Promise<number | undefined> {
  const parsed = parseCredential(presented)
  const id = parsed?.numbers[0]
  if (parsed?.kind !== 'mk' || id === undefined) return undefined
  try {
    const found = await deps.store.credentials.load(id)
    return demandLive(deps, found, 'management_key', parsed.secret).id
  } catch (thrown) {
    if (thrown instanceof ProtocolError && thrown.code === 'invalid_token') return undefined
    throw thrown
  }
}
