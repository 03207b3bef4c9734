import type { FastifyRequest } from 'fastify'
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
  isOn(dialect: string): boolean
}

/** The landing page for whoever opens the bare address. */
export function homeOf({
  site,
  brand,
  config,
  dialects,
  isOn,
}: HomeDeps): (request: FastifyRequest) => Promise<string> {
  return async (request) => {
    const { renderHome } = await views()
    const frame = frameOf({ brand }, request)
    const words = frame.text.home
    return renderHome(frame, {
      dev: config.mode === 'dev',
      baseUrl: site.baseUrl,
      styles: dialects.flatMap((dialect) => {
        const token = dialect.endpoints.find((one) => one.operation === 'token')
        return token && isOn(dialect.name)
          ? [{ title: dialect.title, tokenUrl: `${site.baseUrl}${token.path}` }]
          : []
      }),
      links: [
        { title: words.console, url: '/console' },
        { title: words.account, url: '/account' },
        { title: words.reference, url: '/admin/v1/reference' },
        { title: words.openapi, url: '/admin/v1/openapi.json' },
        { title: words.metadata, url: '/.well-known/oauth-authorization-server' },
      ],
    })
  }
}
