import type { FastifyRequest } from 'fastify'
import type { Brand } from '../protocol/brand.ts'
import { languageOf } from './language.ts'
import { languages } from './messages/index.ts'
import type { Frame } from './views/models.ts'

/**
 * What surrounds the answer to this request. `returnTo` is where the reader goes from here, as the
 * form says; the answer to a form has no address, so its language links lead there as well.
 */
export function frameOf(
  { brand }: { readonly brand: Brand },
  request: FastifyRequest,
  returnTo = '/',
): Frame {
  const here = request.method === 'POST' ? returnTo : request.url
  return {
    text: languageOf(request, returnTo),
    brand: { name: brand.name, color: brand.color, logoUrl: brand.logo?.url },
    languages: hasSecretAddress(request)
      ? []
      : languages.map(({ tag, name }) => {
          const query = new URLSearchParams({ return_to: here })
          return { tag, name, url: `/language/${tag}?${query}` }
        }),
  }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Beyond the bare path its addresses are credentials. */
    readonly isDoor?: boolean
  }
}

/** A link that leads back would write the credential into the page, and into another address. */
function hasSecretAddress(request: FastifyRequest): boolean {
  return request.routeOptions.config.isDoor === true && request.url !== '/'
}
