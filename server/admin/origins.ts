import { z } from 'zod'
import { refuse } from './invalid-request.ts'
import { isLoopback } from './values.ts'

const ORIGINS_MAX = 50
const CHARACTERS_MAX = 300

/** Web origins that may embed something (RFC 6454 §7). */
export const originsField = z.array(z.string().max(CHARACTERS_MAX)).max(ORIGINS_MAX)

/**
 * Each as browsers say it, because it is compared as it stands: no path, no default port, no
 * capital, no `null`. Throws `InvalidRequest`.
 */
export function demandOrigins(origins: readonly string[], field: string, isDev: boolean): void {
  for (const [at, text] of origins.entries()) {
    const url = URL.canParse(text) ? new URL(text) : undefined
    const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
    if (url === undefined || !isWeb) {
      throw refuse(`${field}/${at}`, 'It must be a web origin such as https://www.example.com.')
    }
    if (url.origin !== text) {
      throw refuse(
        `${field}/${at}`,
        'It must be an origin as browsers say it: no path, lower case.',
      )
    }
    if (url.hostname.includes('*')) {
      throw refuse(`${field}/${at}`, 'It must name one host: no pattern is ever matched.')
    }
    if (url.hostname.endsWith('.')) throw refuse(`${field}/${at}`, 'It must not end with a dot.')
    if (url.protocol === 'http:' && !isDev && !isLoopback(url.hostname)) {
      throw refuse(`${field}/${at}`, 'It must be https; http is for loopback addresses only.')
    }
  }
}
