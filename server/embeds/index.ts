import type { FastifyInstance } from 'fastify'
import { toProtocolError } from '../protocol/errors.ts'
import type { EmbedDeps } from './deps.ts'
import { registerFrameRoutes } from './frame-routes.ts'
import { registerFramePages } from './page.ts'
import { frameWatch } from './watch.ts'

/** Agents inside other sites' pages: the widget, the frame, and what its script asks. */
export function registerEmbeds(server: FastifyInstance, deps: EmbedDeps): void {
  const onError = (cause: unknown): void => deps.logFailure(toProtocolError(cause), 'frames')
  const watch = frameWatch(deps, onError)
  // Connections that stay open would keep the server from stopping.
  server.addHook('preClose', async () => watch.close())
  registerFramePages(server, deps)
  registerFrameRoutes(server, deps, watch)
}
