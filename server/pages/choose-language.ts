import type { FastifyInstance } from 'fastify'
import { ProtocolError } from '../protocol/errors.ts'
import { textField } from '../protocol/fields.ts'
import type { Fields } from '../protocol/wire.ts'
import { ownPath } from './form.ts'
import { inLanguage, LANGUAGE_COOKIE } from './language.ts'
import { languages } from './messages/index.ts'
import { type PageDeps, page } from './send.ts'

const REMEMBERED_SEC = 365 * 86_400

/** Where a language link leads: the choice is kept, and the reader comes back. */
export function registerLanguages(
  server: FastifyInstance,
  deps: PageDeps & { readonly isHttps: boolean },
): void {
  server.get(
    '/language/:tag',
    page(deps, async (request, reply) => {
      const { tag } = request.params as { tag: string }
      const chosen = languages.find((one) => one.tag.toLowerCase() === tag.toLowerCase())
      if (chosen === undefined) throw new ProtocolError('not_found')
      reply.setCookie(LANGUAGE_COOKIE, chosen.tag, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: deps.isHttps,
        maxAge: REMEMBERED_SEC,
      })
      const returnTo = ownPath(textField(request.query as Fields, 'return_to'))
      return reply.redirect(inLanguage(returnTo, chosen.tag), 302)
    }),
  )
}
