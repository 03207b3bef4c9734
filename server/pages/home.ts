import type { FastifyInstance } from 'fastify'
import type { Dialect } from '../dialects/contract.ts'
import type { Site } from '../protocol/site.ts'
import { views } from './send.ts'

interface HomeDeps {
  readonly site: Site
  readonly config: { readonly mode: 'dev' | 'serve' }
  readonly dialects: readonly Dialect[]
}

/** The stylesheet of all pages, and the landing page for whoever opens the bare address. */
export function registerHome(
  server: FastifyInstance,
  { site, config, dialects }: HomeDeps,
): () => Promise<string> {
  server.get('/assets/mintmark.css', async (_, reply) => {
    const { stylesheet } = await views()
    return reply
      .headers({
        'content-type': 'text/css; charset=utf-8',
        'cache-control': 'public, max-age=300',
      })
      .send(stylesheet)
  })
  return async () => {
    const { renderHome } = await views()
    return renderHome({
      dev: config.mode === 'dev',
      baseUrl: site.baseUrl,
      styles: dialects.flatMap((dialect) => {
        const token = dialect.endpoints.find((one) => one.operation === 'token')
        return token ? [{ title: dialect.title, tokenUrl: `${site.baseUrl}${token.path}` }] : []
      }),
      links: [
        { title: 'OAuth metadata', url: '/.well-known/oauth-authorization-server' },
        { title: 'Management API (OpenAPI)', url: '/admin/v1/openapi.json' },
      ],
    })
  }
}
