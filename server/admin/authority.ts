import type { FastifyReply, FastifyRequest } from 'fastify'
import { parseCredential } from '../credentials/format.ts'
import { sameText } from '../credentials/secrets.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { type ConsoleRole, consoleRoleOf } from '../protocol/roles.ts'
import type { Credential } from '../store/credentials.ts'
import type { User } from '../store/users.ts'
import type { AdminDeps } from './deps.ts'
import { demandLive } from './live-credential.ts'
import { EVERYTHING, permissionsOfKey, permissionsOfRole } from './permissions.ts'

/** Who manages, what they may, and for whom. */
export interface Actor {
  readonly kind: 'key' | 'person' | 'local'
  /** Of a management key. */
  readonly credentialId: number | undefined
  /** Of a person, who signed in on our pages. */
  readonly user: User | undefined
  readonly role: ConsoleRole | undefined
  /** `undefined` for the whole platform. */
  readonly organizationId: number | undefined
  readonly permissions: ReadonlySet<string>
  /** What a person's browser must bring back with everything but a GET. */
  readonly csrfToken: string | undefined
  readonly ip: string
  readonly requestId: string
}

type Came = Pick<Actor, 'ip' | 'requestId'>

/** The header that carries the token of `GET /me`. A form on another site cannot set it. */
export const CSRF_HEADER = 'x-csrf-token'
const CSRF_PURPOSE = 'management'

/**
 * A management key, the command line of this process, or the browser's own sign-in. Throws
 * `token_missing`, `invalid_token`, `key_in_browser`, `too_many_attempts` or `forged_form`.
 * Whatever else of ours is presented (a client's secret, a user's token) is as wrong as a text that
 * nobody ever made.
 */
export async function authenticateActor(
  deps: AdminDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Actor> {
  const came = { ip: request.ip, requestId: request.id }
  const { authorization } = request.headers
  const presented = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
  // A header says what is meant, so a cookie beside it does not count.
  if (presented === undefined && authorization === undefined) {
    const user = await deps.browser.signedIn(request)
    if (user !== undefined) return person(deps, user, request, reply)
  }
  if (presented === undefined) {
    throw new ProtocolError('token_missing', {
      description: 'A management key is missing: send Authorization: Bearer <management key>.',
    })
  }
  demandNoKeyFromElsewhere(request)
  const { localAuthority } = deps
  if (localAuthority !== undefined && sameText(presented, localAuthority)) return local(came)
  const key = await find(deps, presented)
  if (key !== undefined) return holder(key, came)
  await deps.attempts.take([['secretPerIp', came.ip]])
  throw new ProtocolError('invalid_token', {
    description: 'The management key is unknown, revoked or has expired.',
    detail: `a ${parseCredential(presented)?.kind ?? 'foreign'} text is no live management key`,
  })
}

/** A page of ours may try the API out; on any other, whoever sees the page has the key. */
function demandNoKeyFromElsewhere({ headers: { origin, host } }: FastifyRequest): void {
  if (origin === undefined || /^https?:\/\/(.+)$/.exec(origin)?.[1] === host?.toLowerCase()) return
  throw new ProtocolError('key_in_browser', {
    description: 'A management key must not be in a browser: whoever sees the page has it.',
  })
}

/** Throws `insufficient_scope`, whatever the request would have asked for. */
export function demandPermission(actor: Actor, permission: string): void {
  if (actor.permissions.has(permission)) return
  throw new ProtocolError('insufficient_scope', {
    description: `This needs the permission ${permission}.`,
    scopes: [permission],
  })
}

/** Whether a thing of this organization is there at all for who asks. */
export function isOpenTo(actor: Actor, organizationId: number | undefined): boolean {
  return actor.organizationId === undefined || actor.organizationId === organizationId
}

/** As it stands in `created_by` of what an actor makes. */
export function nameOfActor(actor: Actor): string {
  if (actor.user !== undefined) return `user:${actor.user.publicId}`
  return actor.credentialId === undefined ? 'cli' : `key:${actor.credentialId}`
}

/**
 * Nobody makes somebody who may do more than they do, and nobody takes such a one's place by
 * setting a password for them.
 */
export function mayGrantRole(actor: Actor, role: ConsoleRole): boolean {
  if (role === 'operator' && actor.organizationId !== undefined) return false
  return permissionsOfRole(role).isSubsetOf(actor.permissions)
}

function person(deps: AdminDeps, user: User, request: FastifyRequest, reply: FastifyReply): Actor {
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  if (!isReading) {
    // Its token is in the answer to `GET /me`, which no other site's page can read.
    deps.browser.demandOwnForm(request, CSRF_PURPOSE, request.headers[CSRF_HEADER])
  } else if (request.headers['sec-fetch-site'] === 'cross-site') {
    throw new ProtocolError('forged_form')
  }
  const role = consoleRoleOf(user.roles)
  return {
    kind: 'person',
    credentialId: undefined,
    user,
    role,
    organizationId: role === 'operator' ? undefined : user.organizationId,
    permissions: permissionsOfRole(role),
    csrfToken: deps.browser.formToken(request, reply, CSRF_PURPOSE),
    ip: request.ip,
    requestId: request.id,
  }
}

function holder(key: Credential, came: Came): Actor {
  const { organizationId } = key
  return {
    kind: 'key',
    credentialId: key.id,
    user: undefined,
    role: undefined,
    organizationId,
    permissions: permissionsOfKey(key.permissions, organizationId),
    csrfToken: undefined,
    ...came,
  }
}

function local(came: Came): Actor {
  return {
    kind: 'local',
    credentialId: undefined,
    user: undefined,
    role: 'operator',
    organizationId: undefined,
    permissions: permissionsOfKey([EVERYTHING], undefined),
    csrfToken: undefined,
    ...came,
  }
}

async function find(deps: AdminDeps, presented: string): Promise<Credential | undefined> {
  const parsed = parseCredential(presented)
  const id = parsed?.numbers[0]
  if (parsed?.kind !== 'mk' || id === undefined) return undefined
  try {
    const found = await deps.store.credentials.load(id)
    return demandLive(deps, found, 'management_key', parsed.secret)
  } catch (thrown) {
    if (thrown instanceof ProtocolError && thrown.code === 'invalid_token') return undefined
    throw thrown
  }
}
