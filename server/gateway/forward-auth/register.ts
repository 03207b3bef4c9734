import { isIP } from 'node:net'
import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify'
import { sendWire } from '../../http/wire.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import type { WireResponse } from '../../protocol/wire.ts'
import { type AdmissionDeps, type Asked, admitToApi, refuseAtApi } from '../admission.ts'
import type { ApiTable } from '../apis/table.ts'
import { refusalOf } from '../refusal.ts'
import { NOBODY } from './identity-names.ts'
import type { ProxyMode } from './mode.ts'
import { proxyModes } from './modes/index.ts'
import { mayAskFrom, QUESTIONS } from './proxies.ts'
import { type Original, type Question, valuesOf } from './question.ts'

export interface ForwardAuthDeps extends AdmissionDeps {
  /** Addresses and networks of the proxies that may ask. */
  readonly proxies: readonly string[]
  readonly apis: { readonly current: ApiTable }
}

const METHODS: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** `/authz/…` for each kind of proxy. */
export function registerForwardAuth(server: FastifyInstance, deps: ForwardAuthDeps): void {
  const mayAsk = mayAskFrom(deps.proxies)
  for (const mode of proxyModes) {
    const isBelow = mode.asks === 'below_the_path'
    server.route({
      method: isBelow ? METHODS : ['GET'],
      url: `${QUESTIONS}/${mode.name}${isBelow ? '/*' : ''}`,
      exposeHeadRoute: false,
      async handler(request, reply) {
        if (!mayAsk(request.raw)) throw new ProtocolError('not_found')
        return sendWire(reply, await answer(mode, deps, request))
      },
    })
  }
}

async function answer(
  mode: ProxyMode,
  deps: ForwardAuthDeps,
  request: FastifyRequest,
): Promise<WireResponse> {
  const { method, url = '', headers, rawHeaders } = request.raw
  const question: Question = { method: method ?? '', target: url, headers, rawHeaders }
  try {
    const asked = askedBy(question, mode.read(question), request)
    const live = deps.apis.current.owner(asked.host, asked.target)
    if (live === undefined) {
      throw new ProtocolError('no_rule', { detail: 'no API is at this host and path' })
    }
    try {
      const { identity } = await admitToApi(deps, live, asked)
      return mode.admit({ ...NOBODY, ...identity }, question)
    } catch (thrown) {
      return mode.refuse(refuseAtApi(deps, live, request.id, thrown))
    }
  } catch (thrown) {
    // Nobody's API: then nobody's style but the RFCs'.
    const context = { requestId: request.id, now: deps.clock.now() }
    return mode.refuse(refusalOf(thrown, { dialects: [] }, deps.dialects, context))
  }
}

/** The request as the gateway would have got it, had it come here itself. */
function askedBy(question: Question, original: Original, request: FastifyRequest): Asked {
  const { headers, rawHeaders } = question
  const ip = clientAddress(question) ?? request.ip
  return { ...original, headers, rawHeaders, ip, requestId: request.id }
}

/** The last entry is the one that the proxy which asks has written itself. */
function clientAddress(question: Question): string | undefined {
  const last = valuesOf(question, 'x-forwarded-for').at(-1)?.split(',').at(-1)?.trim() ?? ''
  return isIP(last) === 0 ? undefined : last
}
