import type { FastifyInstance } from 'fastify'
import type { Brand } from '../protocol/brand.ts'
import { views } from './send.ts'

const KEPT_BY_BROWSERS = 'public, max-age=300'
/** Whoever opens the picture itself gets a document in which nothing runs or is fetched. */
const PICTURE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

/** What the pages fetch: the stylesheet in the operator's colour, and the operator's logo. */
export function registerAssets(server: FastifyInstance, { brand }: { readonly brand: Brand }) {
  server.get('/assets/mintmark.css', async (_, reply) => {
    const { stylesheetOf } = await views()
    return reply
      .headers({ 'content-type': 'text/css; charset=utf-8', 'cache-control': KEPT_BY_BROWSERS })
      .send(stylesheetOf(brand.color))
  })
  const { logo } = brand
  if (logo === undefined) return
  server.get(logo.url, async (_, reply) =>
    reply
      .headers({
        'content-type': logo.mediaType,
        'content-security-policy': PICTURE_POLICY,
        'cache-control': KEPT_BY_BROWSERS,
      })
      .send(logo.bytes),
  )
}
