import { z } from 'zod'
import type { Dialect } from '../dialects/contract.ts'
import { isScopeValue } from '../protocol/scope.ts'
import { limitFields } from './client-limits.ts'
import type { AdminDeps } from './deps.ts'
import { refuse } from './invalid-request.ts'
import { displayName, isLoopback } from './values.ts'

const SCOPES_MAX = 100
const URIS_MAX = 50
const URI_CHARACTERS_MAX = 2_000

/** RFC 8707 §2: an absolute URI without fragment. No space, so that lists stay lists. */
const RESOURCE = /^[A-Za-z][A-Za-z0-9+.-]*:[\x21\x22\x24-\x7e]+$/
/** Nothing that browsers and servers read in two ways; `*` because no pattern is ever matched. */
const REDIRECT_URI = /^https?:\/\/[\x21\x22\x24-\x29\x2b-\x5b\x5d-\x7e]+$/

export const clientFields = {
  name: displayName,
  scopes: z
    .array(
      z.string().refine(isScopeValue, {
        message: 'It must be a scope value: printable ASCII without space, comma, quote, backslash',
      }),
    )
    .max(SCOPES_MAX),
  redirect_uris: z
    .array(
      z.string().max(URI_CHARACTERS_MAX).regex(REDIRECT_URI, {
        message: 'It must be an absolute http(s) URI without fragment, backslash or wildcard',
      }),
    )
    .max(URIS_MAX),
  audiences: z
    .array(
      z.string().max(URI_CHARACTERS_MAX).regex(RESOURCE, {
        message: 'It must be an absolute URI without fragment',
      }),
    )
    .max(URIS_MAX),
  access_token_lifetime_seconds: z
    .int()
    .min(1)
    .nullable()
    .describe('`null` for the default of its style'),
  displayed: z.boolean().describe('Whether it is ready to be shown to who looks for one'),
  ...limitFields,
}

export function dialectNamed({ dialects }: Pick<AdminDeps, 'dialects'>, name: string): Dialect {
  const found = dialects.find((one) => one.name === name)
  if (found !== undefined) return found
  const names = dialects.map((one) => one.name).join(', ')
  throw refuse('dialect', `It must be one of ${names}.`)
}

interface ClientTerms {
  readonly scopes: readonly string[]
  readonly redirect_uris: readonly string[]
  readonly access_token_lifetime_seconds?: number | null
}

/** What depends on the dialect, on the mode or on more than one field. Throws `InvalidRequest`. */
export async function demandClientRules(
  deps: Pick<AdminDeps, 'store' | 'dialects' | 'isDev' | 'accessTokenLifetimeSecMax'>,
  dialect: string,
  terms: ClientTerms,
): Promise<void> {
  const spoken = deps.dialects.find((one) => one.name === dialect)
  if (spoken?.rules.scopesAreClosed) {
    const stored = await deps.store.scopes.ofDialect(dialect)
    const known = new Set([...spoken.scopes, ...stored].map((one) => one.value))
    for (const [at, scope] of terms.scopes.entries()) {
      if (!known.has(scope)) {
        throw refuse(`scopes/${at}`, `"${scope}" is not a scope of the ${dialect} style.`)
      }
    }
  }
  for (const [at, uri] of terms.redirect_uris.entries()) {
    demandRedirectUri(uri, `redirect_uris/${at}`, deps.isDev)
  }
  const lifetimeSec = terms.access_token_lifetime_seconds ?? 1
  if (lifetimeSec > deps.accessTokenLifetimeSecMax) {
    const most = deps.accessTokenLifetimeSecMax
    throw refuse('access_token_lifetime_seconds', `It must be ${most} at most.`)
  }
}

function demandRedirectUri(uri: string, field: string, isDev: boolean): void {
  const url = URL.canParse(uri) ? new URL(uri) : undefined
  if (url === undefined) throw refuse(field, 'It is not a URI that can be parsed.')
  if (url.username !== '' || url.password !== '' || /^https?:\/\/[^/?]*@/i.test(uri)) {
    throw refuse(field, 'It must not hold a user name or password.')
  }
  if (url.protocol === 'http:' && !isDev && !isLoopback(url.hostname)) {
    throw refuse(field, 'It must be https; http is for loopback addresses only.')
  }
}
