import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { parseBody } from '../http/body.ts'
import { demandNoNulInTarget } from '../http/nul.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { agentFrameRoutes } from './agent-frames.ts'
import { agentRecordRoutes } from './agent-records.ts'
import { agentRoutes } from './agents.ts'
import { apiTestRoutes } from './api-test.ts'
import { apiRoutes } from './apis.ts'
import { auditEventRoutes } from './audit-events.ts'
import { type Actor, authenticateActor, demandPermission } from './authority.ts'
import { availabilityRoutes } from './availability.ts'
import { blockRoutes } from './blocks.ts'
import { clientRoutes } from './clients.ts'
import { credentialRoutes } from './credentials.ts'
import type { AdminDeps } from './deps.ts'
import { dialectRoutes } from './dialects.ts'
import { answerOnce, type Outcome } from './idempotency.ts'
import { fromZod } from './invalid-request.ts'
import { locationRoutes } from './locations.ts'
import { managementKeyRoutes } from './management-keys.ts'
import { meRoutes } from './me.ts'
import { OPENAPI_PATH, registerOpenApi, schemaOf } from './openapi.ts'
import { organizationRoutes } from './organizations.ts'
import { overviewRoutes } from './overview.ts'
import { planRoutes } from './plans.ts'
import { sendProblem } from './problem.ts'
import { count } from './record.ts'
import { regionRoutes } from './regions.ts'
import { roomRoutes } from './rooms.ts'
import { type AdminRoute, FileAnswer } from './route.ts'
import { scopeRoutes } from './scopes.ts'
import { searchRoutes } from './search.ts'
import { signingKeyRoutes } from './signing-keys.ts'
import { textBreakerRoutes } from './text-breaker.ts'
import { textOptOutRoutes } from './text-opt-outs.ts'
import { textRoutes } from './texts.ts'
import { tokenRoutes } from './tokens.ts'
import { userActRoutes } from './user-acts.ts'
import { userRoutes } from './users.ts'

const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Every operation, in the order in which they are described. */
export const routes: readonly AdminRoute[] = [
  ...meRoutes,
  ...clientRoutes,
  ...credentialRoutes,
  ...userRoutes,
  ...userActRoutes,
  ...organizationRoutes,
  ...agentRoutes,
  ...agentFrameRoutes,
  ...agentRecordRoutes,
  ...planRoutes,
  ...locationRoutes,
  ...availabilityRoutes,
  ...roomRoutes,
  ...textRoutes,
  ...textOptOutRoutes,
  ...textBreakerRoutes,
  ...scopeRoutes,
  ...signingKeyRoutes,
  ...managementKeyRoutes,
  ...tokenRoutes,
  ...auditEventRoutes,
  ...overviewRoutes,
  ...blockRoutes,
  ...dialectRoutes,
  ...regionRoutes,
  ...apiTestRoutes,
  ...apiRoutes,
  ...searchRoutes,
]

/** The management API in a scope of its own: its parsers, its refusals, its door. */
export async function registerAdmin(
  server: FastifyInstance,
  prefix: string,
  deps: AdminDeps,
): Promise<void> {
  await server.register(
    async (scope) => {
      readJsonOnly(scope)
      const known = new WeakMap<FastifyRequest, Actor>()
      const actors: Actors = (request) => known.get(request)
      refuseAsProblems(scope, deps, actors)
      admitActorsOnly(scope, deps, known)
      scope.setValidatorCompiler(({ schema, httpPart }) => check(schema as z.ZodType, httpPart))
      scope.setSerializerCompiler(serializerCompiler)
      await registerOpenApi(scope, deps.site.baseUrl)
      for (const path of new Set(routes.map((one) => one.path))) {
        registerPath(scope, deps, actors, path)
      }
    },
    { prefix },
  )
}

type Actors = (request: FastifyRequest) => Actor | undefined

/** Before anything of the request is read, so that a stranger learns nothing of it. */
function admitActorsOnly(
  scope: FastifyInstance,
  deps: AdminDeps,
  known: WeakMap<FastifyRequest, Actor>,
): void {
  scope.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    if (request.routeOptions.url === `${scope.prefix}${OPENAPI_PATH}`) return
    const actor = await authenticateActor(deps, request, reply)
    known.set(request, actor)
    // Reading leaves no record, yet a key that only reads is in use.
    const { credentialId } = actor
    deps.figures.used({ outcome: 'granted', credentialId, familyId: undefined })
    const { permission } = request.routeOptions.config as { permission?: string }
    if (permission !== undefined) demandPermission(actor, permission)
    demandNoNulInTarget(request.url)
  })
}

function registerPath(scope: FastifyInstance, deps: AdminDeps, actors: Actors, path: string): void {
  const here = routes.filter((one) => one.path === path)
  for (const one of here) {
    scope.route({
      method: one.method,
      url: path,
      schema: schemaOf(one),
      ...(one.bodyBytesMax !== undefined && { bodyLimit: one.bodyBytesMax }),
      config: {
        // For the audit: a refusal is written down under the name of what was refused.
        operation: one.name,
        ...(one.permission === 'none' ? {} : { permission: one.permission }),
      },
      handler: async (request, reply) => {
        const { params, query, body } = request
        const actor = actors(request)
        if (actor === undefined) throw new Error('A route was reached without an actor.')
        const run = async (on: AdminDeps) => ({
          status: one.status,
          answer: await one.run({ params, query, body, actor }, on),
        })
        if (one.method !== 'POST') return send(reply, await run(deps))
        const { isRepeat, ...outcome } = await answerOnce(deps, actor, request, run)
        if (isRepeat) reply.header('idempotent-replayed', 'true')
        return send(reply, outcome)
      },
    })
  }
  const offered = here.map((one) => one.method)
  scope.route({
    method: METHODS.filter((method) => !offered.some((one) => one === method)),
    url: path,
    schema: { hide: true },
    handler: () => {
      throw new ProtocolError('method_not_allowed', { allow: offered })
    },
  })
}

function send(reply: FastifyReply, { status, answer }: Outcome): FastifyReply {
  if (answer instanceof FileAnswer) {
    reply.header('content-disposition', `attachment; filename="${answer.name}"`)
    return reply.code(status).type(answer.type).send(answer.body)
  }
  return reply.code(status).send(answer)
}

/** No body is none, whatever the header says; anything but unambiguous JSON is refused. */
function readJsonOnly(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(
    '*',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, bytes: Buffer | string) => {
      const contentType = request.headers['content-type']
      const body = parseBody(contentType, Buffer.from(bytes), ['json'])
      if (body.kind !== 'json') return undefined
      if (typeof body.value !== 'object' || body.value === null || Array.isArray(body.value)) {
        throw new ProtocolError('body_not_an_object')
      }
      return body.value
    },
  )
}

function check(schema: z.ZodType, part: string | undefined) {
  return (value: unknown) => {
    // Fastify says null where there is no body; a JSON null does not come this far.
    const result = schema.safeParse(part === 'body' ? (value ?? {}) : value)
    return result.success ? { value: result.data } : { error: fromZod(result.error) }
  }
}

function refuseAsProblems(scope: FastifyInstance, deps: AdminDeps, actors: Actors): void {
  scope.setErrorHandler((thrown, request, reply) => {
    const error = sendProblem(reply, thrown, request.id)
    const { operation = 'request' } = request.routeOptions.config as { operation?: string }
    const actor = actors(request) ?? { ip: request.ip, requestId: request.id }
    count(deps, actor, operation, error.code, { detail: error.options.detail })
    deps.logFailure(error, request.id)
  })
  scope.setNotFoundHandler((request, reply) => {
    sendProblem(reply, new ProtocolError('not_found'), request.id)
  })
}
