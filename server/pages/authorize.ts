import { parse as parseQuery } from 'fast-querystring'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { decisionOn } from '../audit/trail.ts'
import type { Passwords } from '../credentials/passwords.ts'
import type { AuthorizationEndpoint, Dialect } from '../dialects/contract.ts'
import {
  type Asked,
  type AuthorizationDeps,
  checkAuthorization,
  denyCode,
  grantCode,
} from '../endpoints/authorization.ts'
import { checked } from '../http/body.ts'
import { pagePolicy } from '../http/security-headers.ts'
import { pathOf, readWire } from '../http/wire.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { textField } from '../protocol/fields.ts'
import type { WireRequest } from '../protocol/wire.ts'
import type { User } from '../store/users.ts'
import { type Browser, CONSOLE_PURPOSE } from './browser.ts'
import { readForm } from './form.ts'
import { frameOf } from './frame.ts'
import { type PageDeps, page, sendPage, views } from './send.ts'

export interface AuthorizePagesDeps extends AuthorizationDeps, PageDeps {
  readonly browser: Browser
  readonly passwords: Passwords
  readonly routes: readonly AuthorizationRoute[]
}

export interface AuthorizationRoute {
  readonly dialect: Dialect
  readonly endpoint: AuthorizationEndpoint
}

/** The way of a person: sign in, read what is asked for, allow or deny. No script is needed. */
export function registerAuthorizePages(server: FastifyInstance, deps: AuthorizePagesDeps): void {
  for (const { dialect, endpoint } of deps.routes) {
    server.get(
      endpoint.path,
      page(deps, async (request, reply) => {
        const wire = await readWire(request)
        return showAsked(deps, { dialect, endpoint }, wire, request, reply)
      }),
    )
  }
  server.post(
    '/consent',
    page(deps, (request, reply) => answerConsent(deps, request, reply)),
  )
  server.get(
    '/sign-in',
    page(deps, (request, reply) => showSignIn(deps, request, reply, '/')),
  )
  server.post(
    '/sign-in',
    page(deps, (request, reply) => answerSignIn(deps, request, reply)),
  )
  server.post(
    '/sign-out',
    page(deps, (request, reply) => answerSignOut(deps, request, reply)),
  )
}

async function showAsked(
  deps: AuthorizePagesDeps,
  { dialect, endpoint }: AuthorizationRoute,
  wire: WireRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const asked = await checkAuthorization(deps, dialect, endpoint, wire)
  if ('refusedAt' in asked) return reply.redirect(asked.refusedAt, 302)
  const user = await deps.browser.signedIn(request)
  return user === undefined
    ? showSignIn(deps, request, reply, request.url, asked)
    : showConsent(deps, asked, user, request, reply)
}

async function showSignIn(
  deps: AuthorizePagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  returnTo: string,
  asked?: Asked,
  failed?: { readonly email: string; readonly status: number },
): Promise<FastifyReply> {
  const { renderSignIn } = await views()
  const frame = frameOf(deps, request, returnTo)
  const html = renderSignIn(frame, {
    clientName: asked?.client.name,
    scopes: asked && (await scopeWords(deps, asked)),
    action: '/sign-in',
    fields: { csrf: deps.browser.formToken(request, reply, 'sign-in'), return_to: returnTo },
    email: failed?.email,
    problem: failed && frame.text.signIn.wrong,
  })
  return sendPage(reply, html, { status: failed?.status })
}

async function showConsent(
  deps: AuthorizePagesDeps,
  asked: Asked,
  user: User,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { renderConsent } = await views()
  const target = request.url
  const { host, origin } = new URL(asked.redirectUri)
  const frame = frameOf(deps, request)
  const html = renderConsent(frame, {
    clientName: asked.client.name,
    redirectHost: host,
    scopes: await scopeWords(deps, asked),
    userEmail: user.email,
    action: '/consent',
    fields: { csrf: deps.browser.formToken(request, reply, target), return_to: target },
    lifetimeWords:
      asked.dialect.rules.codeYields === 'subject_token'
        ? frame.text.consent.untilTakenBack
        : undefined,
  })
  return sendPage(reply, html, { policy: pagePolicy(origin) })
}

/** The request is read again from its own URL: what was on the page decides nothing. */
async function answerConsent(
  deps: AuthorizePagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { wire, fields, returnTo } = await readForm(request)
  deps.browser.demandOwnForm(request, returnTo, fields.csrf)
  const user = await deps.browser.signedIn(request)
  if (user === undefined) throw new ProtocolError('forged_form')
  const route = deps.routes.find(
    ({ endpoint }) => canonical(endpoint.path) === canonical(pathOf(returnTo)),
  )
  if (route === undefined) throw new ProtocolError('not_found')
  const query = checked(parseQuery(returnTo.slice(pathOf(returnTo).length + 1)))
  const again = { ...wire, query, path: pathOf(returnTo), body: { kind: 'none' } as const }
  const asked = await checkAuthorization(deps, route.dialect, route.endpoint, again)
  if ('refusedAt' in asked) return reply.redirect(asked.refusedAt, 302)
  if (user.organizationId !== asked.client.organizationId) throw new ProtocolError('access_denied')
  switch (textField(fields, 'decision')) {
    case 'allow': {
      return reply.redirect(await grantCode(deps, asked, user, wire), 302)
    }
    case 'deny':
      return reply.redirect(denyCode(deps, asked, user, wire), 302)
    default:
      throw new ProtocolError('parameter_missing', { parameter: 'decision' })
  }
}

async function answerSignIn(
  deps: AuthorizePagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { wire, fields, returnTo } = await readForm(request)
  deps.browser.demandOwnForm(request, 'sign-in', fields.csrf)
  const email = textField(fields, 'email') ?? ''
  const password = textField(fields, 'password') ?? ''
  const user = await deps.passwords.authenticate(email, password, wire.ip)
  const outcome = user === undefined ? 'invalid_grant' : 'granted'
  deps.audit.count(decisionOn(wire, { action: 'sign_in', outcome, userId: user?.id }))
  if (user === undefined) {
    return showSignIn(deps, request, reply, returnTo, undefined, { email, status: 403 })
  }
  await deps.browser.signIn(request, reply, user, { kind: 'full', method: 'password' })
  return reply.redirect(returnTo, 303)
}

async function answerSignOut(
  deps: AuthorizePagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { fields, returnTo } = await readForm(request)
  const isConsole = returnTo.startsWith('/console')
  deps.browser.demandOwnForm(request, isConsole ? CONSOLE_PURPOSE : returnTo, fields.csrf)
  await deps.browser.signOut(request, reply)
  return reply.redirect(returnTo, 303)
}

async function scopeWords(deps: AuthorizePagesDeps, { dialect, scope }: Asked) {
  // The operator's words count before those that the style was born with.
  const known = [...(await deps.store.scopes.ofDialect(dialect.name)), ...dialect.scopes]
  return scope.map((value) => ({
    value,
    description: known.find((one) => one.value === value)?.description ?? value,
  }))
}

function canonical(path: string): string {
  return path.toLowerCase().replaceAll(/\/+/g, '/').replace(/\/$/, '')
}
