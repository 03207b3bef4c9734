import type { FastifyInstance } from 'fastify'
import { builtFolder } from '../http/built-folder.ts'

const PLACES = ['./built/served', '../../embed/dist/served']
const NAME = 'mintmark-embed.js'
const PREFIX = '/embed/'
export const WIDGET_SCRIPT = `${PREFIX}${NAME}`
/** Its address stays the same from version to version, so browsers ask again soon. */
const AGE = '10m'

/**
 * Sends the built widget as `/embed/mintmark-embed.js`, to pages of any origin: it holds nothing
 * secret, and a page may pin its hash (`integrity` needs CORS). Not built, it is not there.
 */
export async function registerWidgetScript(
  server: FastifyInstance,
  from = import.meta.dirname,
): Promise<void> {
  const folder = builtFolder(from, PLACES, NAME)
  if (folder === undefined) return
  const { fastifyStatic } = await import('@fastify/static')
  await server.register(fastifyStatic, {
    root: folder,
    prefix: PREFIX,
    wildcard: false,
    decorateReply: false,
    index: false,
    maxAge: AGE,
    preCompressed: true,
    setHeaders(reply) {
      reply.header('access-control-allow-origin', '*')
      reply.header('cross-origin-resource-policy', 'cross-origin')
    },
  })
}
