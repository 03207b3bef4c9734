import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { randomSecret } from '../credentials/format.ts'
import { type Secrets, sameText } from '../credentials/secrets.ts'
import type { SignedIn, SignInStep, SignIns } from '../credentials/sign-ins.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Random } from '../protocol/random.ts'
import type { User } from '../store/users.ts'

/** The console has one token for all that it does, its way out included. */
export const CONSOLE_PURPOSE = 'management'

export interface BrowserDeps {
  readonly secrets: Secrets
  readonly signIns: SignIns
  readonly random: Random
  readonly isHttps: boolean
}

/**
 * A browser's sign-in and the protection of its forms. Cookies are for pages only, never for APIs.
 */
export interface Browser {
  signedIn(request: FastifyRequest): Promise<User | undefined>
  /** The same, with the sign-in itself. */
  current(request: FastifyRequest): Promise<SignedIn | undefined>
  /** Who has given the password and must still give the second factor; that opens nothing else. */
  pending(request: FastifyRequest): Promise<SignedIn | undefined>
  signIn(
    request: FastifyRequest,
    reply: FastifyReply,
    user: User,
    step: Pick<SignInStep, 'kind' | 'method'>,
  ): Promise<void>
  signOut(request: FastifyRequest, reply: FastifyReply): Promise<void>
  /** Stands for this browser as it is now, in whatever only it may bring back. */
  binding(request: FastifyRequest): string
  /** A token that only this browser's form for this purpose can bring back. */
  formToken(request: FastifyRequest, reply: FastifyReply, purpose: string): string
  /** Throws `forged_form`. */
  demandOwnForm(request: FastifyRequest, purpose: string, token: unknown): void
}

export function browserWith({ secrets, signIns, random, isHttps }: BrowserDeps): Browser {
  // The prefix makes browsers refuse the cookie over http and from other hosts (RFC 6265bis
  // §4.1.3).
  const prefix = isHttps ? '__Host-' : ''
  const signInCookie = `${prefix}mintmark_sign_in`
  const formCookie = `${prefix}mintmark_form`
  const options: CookieSerializeOptions = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps,
  }
  const formKey = (request: FastifyRequest): string =>
    `${request.cookies[formCookie] ?? ''} ${request.cookies[signInCookie] ?? ''}`

  return {
    async signedIn(request) {
      return (await signIns.find(request.cookies[signInCookie]))?.user
    },
    current: (request) => signIns.find(request.cookies[signInCookie]),
    pending: (request) => signIns.findPending(request.cookies[signInCookie]),
    async signIn(request, reply, user, step) {
      const where = { ip: request.ip, userAgent: request.headers['user-agent'] }
      const presented = request.cookies[signInCookie]
      const value = await signIns.begin(user, { ...step, ...where }, presented)
      reply.setCookie(signInCookie, value, options)
    },
    async signOut(request, reply) {
      await signIns.end(request.cookies[signInCookie])
      reply.clearCookie(signInCookie, options)
    },
    binding: formKey,
    formToken(request, reply, purpose) {
      if (request.cookies[formCookie] === undefined) {
        const value = randomSecret(random)
        request.cookies[formCookie] = value
        reply.setCookie(formCookie, value, options)
      }
      return secrets.derive('form', formKey(request), purpose)
    },
    demandOwnForm(request, purpose, token) {
      const isOurs =
        isSameSite(request, isHttps) &&
        request.cookies[formCookie] !== undefined &&
        typeof token === 'string' &&
        sameText(token, secrets.derive('form', formKey(request), purpose))
      if (!isOurs) throw new ProtocolError('forged_form')
    },
  }
}

/** What the browser itself says of where a form came from; programs say nothing. */
function isSameSite({ headers }: FastifyRequest, isHttps: boolean): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const { origin } = headers
  if (origin === undefined) return true
  return origin === `${isHttps ? 'https' : 'http'}://${headers.host?.toLowerCase()}`
}
