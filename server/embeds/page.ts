import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { frameOf } from '../pages/frame.ts'
import { sendPage } from '../pages/send.ts'
import type { Agent } from '../store/agents.ts'
import { agentIdOf } from './answer.ts'
import type { EmbedDeps } from './deps.ts'
import { originOf } from './own-url.ts'
import { frameScript } from './script/index.ts'
import { renderShell, type ShellModel } from './views/shell.ts'
import { frameStylesheetOf } from './views/stylesheet.ts'

const KEPT_BY_BROWSERS = 'public, max-age=300'
const THEMES: readonly string[] = ['light', 'dark', 'auto']

/**
 * The documents that other sites frame, and their script and looks. A document holds nothing of
 * its agent; who may frame it is in its policy, and an agent that nobody knows is open to nobody.
 */
export function registerFramePages(server: FastifyInstance, deps: EmbedDeps): void {
  const show = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const params = request.params as Record<string, string>
    const agent = await deps.store.agents.load(agentIdOf(params))
    const known = agent?.isActive ? agent : undefined
    const html = renderShell(frameOf(deps, request), {
      theme: themeOf(request.query),
      agentId: String(agentIdOf(params)),
      view: viewOf(request),
      id: params.id ?? '',
      isOnOwnPages: known?.frameUrl === undefined,
    })
    // The address may hold a token (`?token=`), so no request that the page makes may tell it.
    reply.removeHeader('x-frame-options')
    return sendPage(reply, html, { policy: policyOf(known), hasSecretAddress: true })
  }
  for (const path of ['overview', 'calls', 'result/:id']) {
    server.get(`/embed/:agentId/${path}`, { config: { isDoor: true } }, show)
  }
  server.get('/assets/agent-frame.js', async (_, reply) =>
    reply
      .headers({
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': KEPT_BY_BROWSERS,
      })
      .send(frameScript),
  )
  server.get('/assets/agent-frame.css', async (_, reply) =>
    reply
      .headers({ 'content-type': 'text/css; charset=utf-8', 'cache-control': KEPT_BY_BROWSERS })
      .send(frameStylesheetOf(deps.brand.color)),
  )
}

/** Whoever is not named may not frame it; a browser compares origins exactly (CSP 3 §6.4.2). */
function policyOf(agent: Agent | undefined): string {
  const origins = agent?.allowedOrigins ?? []
  const inner = agent?.frameUrl === undefined ? '' : originOf(agent.frameUrl)
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    'img-src data:',
    `form-action ${inner || "'none'"}`,
    `frame-src ${inner || "'none'"}`,
    "base-uri 'none'",
    `frame-ancestors ${origins.length === 0 ? "'none'" : origins.join(' ')}`,
  ].join('; ')
}

function themeOf(query: unknown): ShellModel['theme'] {
  const { theme } = query as Record<string, unknown>
  return (THEMES.find((one) => one === theme) ?? 'auto') as ShellModel['theme']
}

function viewOf(request: FastifyRequest): string {
  return request.routeOptions.url?.split('/')[3] ?? 'overview'
}
