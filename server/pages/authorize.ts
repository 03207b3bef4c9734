import { parse as parseQuery } from 'fast-querystring'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AuthorizationEndpoint, Dialect } from '../dialects/contract.ts'
import {
  type Asked,
  type AuthorizationDeps,
  checkAuthorization,
  denyCode,
  grantCode,
  turnedBackUri,
} from '../endpoints/authorization.ts'
import { checked } from '../http/body.ts'
import { pagePolicy } from '../http/security-headers.ts'
import { pathOf, readWire } from '../http/wire.ts'
import { absentIfRefused, ProtocolError } from '../protocol/errors.ts'
import { textField } from '../protocol/fields.ts'
import type { WireRequest } from '../protocol/wire.ts'
import type { User } from '../store/users.ts'
import { readForm } from './form.ts'
import { frameOf } from './frame.ts'
import { lifetimeWords } from './lifetime.ts'
import { scopeWords } from './scope-words.ts'
import { page, sendPage, views } from './send.ts'
import { type Sender, type SignInDeps, showSignIn } from './sign-in.ts'

export interface AuthorizePagesDeps extends AuthorizationDeps, SignInDeps {
  readonly dialects: readonly Dialect[]
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
        const wire = readWire(request)
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
        asked: await senderOf(deps, asked),
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
  const next = new URL(asked.redirectUri)
  const frame = frameOf(deps, request)
  const rules = deps.settled.get(asked.dialect.name)
  const html = renderConsent(frame, {
    clientName: asked.client.name,
    // A client on the reader's own device is reached by a scheme of its own (RFC 8252 §7.1).
    redirectHost: next.host === '' ? next.protocol : next.host,
    scopes: await scopeWords(deps, asked.dialect.name, asked.scope),
    userEmail: user.email,
    action: '/consent',
    fields: { csrf: deps.browser.formToken(request, reply, target), return_to: target },
    lifetimeWords: rules && lifetimeWords(frame.text, rules, asked.client, asked.scope),
  })
  return sendPage(reply, html, {
    policy: pagePolicy(next.origin === 'null' ? next.protocol : next.origin),
  })
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
  const asked = await askedAt(deps, returnTo, wire)
  if (asked === undefined) throw new ProtocolError('not_found')
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

/** What the address of an authorization request asks for, checked again. */
async function askedAt(deps: AuthorizePagesDeps, target: string, wire: WireRequest) {
  const path = pathOf(target)
  const route = deps.routes.find(({ endpoint }) => canonical(endpoint.path) === canonical(path))
  if (route === undefined) return undefined
  const query = checked(parseQuery(target.slice(path.length + 1)))
  const again = { ...wire, query, path, body: { kind: 'none' } as const }
  return checkAuthorization(deps, route.dialect, route.endpoint, again)
}

/** Who sent the person to sign in, told again on the page after a wrong password. */
export async function senderAt(
  deps: AuthorizePagesDeps,
  returnTo: string,
  wire: WireRequest,
): Promise<Sender | undefined> {
  try {
    const asked = await askedAt(deps, returnTo, wire)
    return asked === undefined || 'refusedAt' in asked ? undefined : await senderOf(deps, asked)
  } catch (thrown) {
    // A request that is not right is told of when its own page is opened again.
    return absentIfRefused(thrown)
  }
}

async function senderOf(deps: AuthorizePagesDeps, asked: Asked): Promise<Sender> {
  return {
    clientName: asked.client.name,
    scopes: await scopeWords(deps, asked.dialect.name, asked.scope),
    turnBackUrl: webUrlOf(turnedBackUri(asked)),
  }
}

/** A page links to the web only; a client that has another scheme is gone back to by closing. */
function webUrlOf(url: string): string | undefined {
  return /^https?:/i.test(url) ? url : undefined
}

function canonical(path: string): string {
  return path.toLowerCase().replaceAll(/\/+/g, '/').replace(/\/$/, '')
}
