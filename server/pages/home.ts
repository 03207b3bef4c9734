import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Dialect } from '../dialects/contract.ts'
import type { Brand } from '../protocol/brand.ts'
import type { Site } from '../protocol/site.ts'
import { frameOf } from './frame.ts'
import { views } from './send.ts'

interface HomeDeps {
  readonly site: Site
  readonly brand: Brand
  readonly config: { readonly mode: 'dev' | 'serve' }
  readonly dialects: readonly Dialect[]
}

/** The stylesheet of all pages, and the landing page for whoever opens the bare address. */
export function registerHome(
  server: FastifyInstance,
  { site, brand, config, dialects }: HomeDeps,
): (request: FastifyRequest) => Promise<string> {
  server.get('/assets/mintmark.css', async (_, reply) => {
    const { stylesheet } = await views()
    return reply
      .headers({
        'content-type': 'text/css; charset=utf-8',
        'cache-control': 'public, max-age=300',
      })
      .send(stylesheet)
  })
  return async (request) => {
    const { renderHome } = await views()
    const frame = frameOf({ brand }, request)
    const { metadata, openapi } = frame.text.home
    return renderHome(frame, {
      dev: config.mode === 'dev',
      baseUrl: site.baseUrl,
      styles: dialects.flatMap((dialect) => {
        const token = dialect.endpoints.find((one) => one.operation === 'token')
        return token ? [{ title: dialect.title, tokenUrl: `${site.baseUrl}${token.path}` }] : []
      }),
      links: [
        { title: metadata, url: '/.well-known/oauth-authorization-server' },
        { title: openapi, url: '/admin/v1/openapi.json' },
      ],
    })
  }
}
