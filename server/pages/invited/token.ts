import type { FastifyReply, FastifyRequest } from 'fastify'
import { parseCredential } from '../../credentials/format.ts'
import { findInvitation, type InvitationDeps } from '../../credentials/invitations.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import type { Fields } from '../../protocol/wire.ts'
import type { Invitation } from '../../store/invitations.ts'
import type { Store } from '../../store/store.ts'

interface TokenDeps extends Pick<InvitationDeps, 'secrets' | 'clock'> {
  readonly store: Store
  readonly isHttps: boolean
}

const cookieName = (isHttps: boolean): string => `${isHttps ? '__Host-' : ''}mintmark_invitation`

/**
 * Moves the token of the link out of the address: it would stay in the browser's history and in
 * whatever is copied from the address bar. True where the reader has been sent on.
 */
export function movesToken(
  { isHttps }: Pick<TokenDeps, 'isHttps'>,
  request: FastifyRequest,
  reply: FastifyReply,
): boolean {
  const { token } = request.query as Fields
  if (token === undefined) return false
  if (typeof token !== 'string') throw new ProtocolError('duplicate_parameter')
  // Whatever it is: a page about a link that is broken must not repeat it either.
  if (parseCredential(token)?.kind === 'iv') {
    reply.setCookie(cookieName(isHttps), token, options(isHttps))
  } else {
    forgetToken({ isHttps }, reply)
  }
  reply.redirect(request.routeOptions.url ?? '/', 303)
  return true
}

/** Throws `gone`, whatever is wrong with it. */
export async function demandInvitation(
  deps: TokenDeps,
  request: FastifyRequest,
): Promise<Invitation> {
  const found = await findInvitation(deps, request.cookies[cookieName(deps.isHttps)])
  if (found === undefined) throw new ProtocolError('gone', INVITATION)
  return found
}

export function forgetToken({ isHttps }: Pick<TokenDeps, 'isHttps'>, reply: FastifyReply): void {
  reply.clearCookie(cookieName(isHttps), options(isHttps))
}

/** What a page says of it has words of its own. */
export const INVITATION = { parameter: 'invitation' } as const

function options(secure: boolean) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
}
