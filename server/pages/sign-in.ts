import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AuditTrail, decisionOn } from '../audit/trail.ts'
import type { Passkeys } from '../credentials/passkeys.ts'
import type { Passwords } from '../credentials/passwords.ts'
import { hasSecondFactor, type SecondFactors } from '../credentials/second-factors.ts'
import type { SignInMethod } from '../credentials/sign-ins.ts'
import { scriptedPagePolicy } from '../http/security-headers.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { textField } from '../protocol/fields.ts'
import { consoleRoleOf } from '../protocol/roles.ts'
import type { Fields, WireRequest } from '../protocol/wire.ts'
import type { User } from '../store/users.ts'
import { type Browser, CONSOLE_PURPOSE } from './browser.ts'
import { ownPath, readForm } from './form.ts'
import { frameOf } from './frame.ts'
import { type PageDeps, page, sendPage, views } from './send.ts'
import type { SignInModel } from './views/models.ts'

export interface SignInDeps extends PageDeps {
  readonly browser: Browser
  readonly passwords: Passwords
  readonly secondFactors: SecondFactors
  readonly passkeys: Passkeys
  readonly audit: AuditTrail
}

const SECOND_FACTOR_PATH = '/sign-in/second-factor'

/** Who are you, and, of whoever has a second factor, that too. */
export function registerSignInPages(
  server: FastifyInstance,
  deps: SignInDeps,
  findSender: FindSender,
): void {
  server.get(
    '/sign-in',
    page(deps, async (request, reply) => {
      const returnTo = returnToOf(request)
      const user = await deps.browser.signedIn(request)
      if (user !== undefined) return reply.redirect(wayOn(user, returnTo), 303)
      return showSignIn(deps, request, reply, { returnTo })
    }),
  )
  server.post(
    '/sign-in',
    page(deps, (request, reply) => answerSignIn(deps, findSender, request, reply)),
  )
  server.get(
    SECOND_FACTOR_PATH,
    page(deps, async (request, reply) =>
      showSecondFactor(deps, request, reply, returnToOf(request)),
    ),
  )
  server.post(
    SECOND_FACTOR_PATH,
    page(deps, (request, reply) => answerSecondFactor(deps, request, reply)),
  )
  server.post(
    '/sign-out',
    page(deps, async (request, reply) => {
      const { fields, returnTo } = await readForm(request)
      const isConsole = returnTo.startsWith('/console')
      deps.browser.demandOwnForm(request, isConsole ? CONSOLE_PURPOSE : returnTo, fields.csrf)
      await deps.browser.signOut(request, reply)
      return reply.redirect(returnTo, 303)
    }),
  )
}

/** The client that sent the person here, and what for. */
export type Sender = Pick<SignInModel, 'clientName' | 'scopes' | 'turnBackUrl'>

type FindSender = (returnTo: string, wire: WireRequest) => Promise<Sender | undefined>

interface SignInView {
  readonly returnTo: string
  readonly asked?: Sender | undefined
  readonly failed?: { readonly email: string }
}

export async function showSignIn(
  deps: SignInDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { returnTo, asked, failed }: SignInView,
): Promise<FastifyReply> {
  const { renderSignIn } = await views()
  const frame = frameOf(deps, request, returnTo)
  const html = renderSignIn(frame, {
    ...asked,
    action: '/sign-in',
    fields: { csrf: deps.browser.formToken(request, reply, 'sign-in'), return_to: returnTo },
    email: failed?.email,
    problem: failed && frame.text.signIn.wrong,
    passkeyOrigin: deps.passkeys.relyingParty?.origin,
  })
  return sendPage(reply, html, { status: failed && 403, policy: scriptedPagePolicy() })
}

/** Past the password: on to where they wanted to go, or to the second factor. */
export async function signInWith(
  deps: Pick<SignInDeps, 'browser' | 'audit'>,
  request: FastifyRequest,
  reply: FastifyReply,
  user: User,
  method: Exclude<SignInMethod, 'totp' | 'recovery_code' | 'passkey'>,
  returnTo: string,
): Promise<FastifyReply> {
  if (!hasSecondFactor(user)) {
    return reply.redirect(await signInFully(deps, request, reply, user, method, returnTo), 303)
  }
  await deps.browser.signIn(request, reply, user, { kind: 'pending', method })
  const query = new URLSearchParams({ return_to: returnTo })
  return reply.redirect(`${SECOND_FACTOR_PATH}?${query}`, 303)
}

/** Nothing is missing any more. Answers where to go now. */
export async function signInFully(
  { browser, audit }: Pick<SignInDeps, 'browser' | 'audit'>,
  request: FastifyRequest,
  reply: FastifyReply,
  user: User,
  method: SignInMethod,
  returnTo: string,
): Promise<string> {
  const decision = { action: 'sign_in', outcome: 'granted', userId: user.id, detail: method }
  audit.count(decisionOn({ ip: request.ip, requestId: request.id }, decision))
  await browser.signIn(request, reply, user, { kind: 'full', method })
  return wayOn(user, returnTo)
}

async function answerSignIn(
  deps: SignInDeps,
  findSender: FindSender,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { wire, fields, returnTo } = await readForm(request)
  deps.browser.demandOwnForm(request, 'sign-in', fields.csrf)
  const email = textField(fields, 'email') ?? ''
  const password = textField(fields, 'password') ?? ''
  const user = await deps.passwords.authenticate(email, password, wire.ip)
  if (user !== undefined) return signInWith(deps, request, reply, user, 'password', returnTo)
  deps.audit.count(decisionOn(wire, { action: 'sign_in', outcome: 'invalid_grant' }))
  const asked = await findSender(returnTo, wire)
  return showSignIn(deps, request, reply, { returnTo, asked, failed: { email } })
}

async function showSecondFactor(
  deps: SignInDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  returnTo: string,
  wrong?: 'code' | 'recovery_code',
): Promise<FastifyReply> {
  const query = new URLSearchParams({ return_to: returnTo })
  const pending = await deps.browser.pending(request)
  // Too late, or not begun: from the start again.
  if (pending === undefined) return reply.redirect(`/sign-in?${query}`, 303)
  const { renderSecondFactor } = await views()
  const html = renderSecondFactor(frameOf(deps, request, `${SECOND_FACTOR_PATH}?${query}`), {
    userEmail: pending.user.email,
    action: SECOND_FACTOR_PATH,
    startAgainUrl: `/sign-in?${query}`,
    fields: { csrf: deps.browser.formToken(request, reply, 'second-factor'), return_to: returnTo },
    wrong,
  })
  return sendPage(reply, html, { status: wrong && 403 })
}

async function answerSecondFactor(
  deps: SignInDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { wire, fields, returnTo } = await readForm(request)
  deps.browser.demandOwnForm(request, 'second-factor', fields.csrf)
  const pending = await deps.browser.pending(request)
  if (pending === undefined) return showSecondFactor(deps, request, reply, returnTo)
  const { user } = pending
  const recoveryCode = textField(fields, 'recovery_code')
  const code = recoveryCode ?? textField(fields, 'code') ?? ''
  const method = await deps.secondFactors.prove(user, code, wire.ip)
  if (method !== undefined) {
    return reply.redirect(await signInFully(deps, request, reply, user, method, returnTo), 303)
  }
  const decision = { action: 'sign_in.second_factor', outcome: 'invalid_grant', userId: user.id }
  deps.audit.count(decisionOn(wire, decision))
  const wrong = recoveryCode === undefined ? 'code' : 'recovery_code'
  return showSecondFactor(deps, request, reply, returnTo, wrong)
}

/** Whoever comes from nowhere goes where there is something for them. */
function wayOn(user: User, returnTo: string): string {
  if (returnTo !== '/') return returnTo
  return consoleRoleOf(user.roles) === undefined ? '/account' : '/console'
}

function returnToOf(request: FastifyRequest): string {
  const { return_to } = request.query as Fields
  if (return_to !== undefined && typeof return_to !== 'string') {
    throw new ProtocolError('duplicate_parameter', { parameter: 'return_to' })
  }
  return ownPath(return_to)
}
