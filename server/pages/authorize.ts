import { parse as parseQuery } from 'fast-querystring'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
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
import { readForm } from './form.ts'
import { frameOf } from './frame.ts'
import { page, sendPage, views } from './send.ts'
import { type SignInDeps, showSignIn } from './sign-in.ts'

export interface AuthorizePagesDeps extends AuthorizationDeps, SignInDeps {
  readonly routes: readonly AuthorizationRoute[]
}

export interface AuthorizationRoute {
  readonly dialect: Dialect
  readonly endpoint: AuthorizationEndpoint
}

/** The way of a person: read what is asked for, allow or deny. No script is needed. */
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
    ? showSignIn(deps, request, reply, {
        returnTo: request.url,
        asked: { clientName: asked.client.name, scopes: await scopeWords(deps, asked) },
      })
    : showConsent(deps, asked, user, request, reply)
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
