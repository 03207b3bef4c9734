import { MintmarkError, type MintmarkErrorCode } from '../errors.ts'
import { retryAfterMs } from './retry-after.ts'

/**
 * What a refusal means. Of its body only the error word is kept (RFC 6749 §5.2), and only if it is
 * shaped like one: a description may quote what was sent.
 */
export function refusalOf(
  url: string,
  response: Response,
  json: Readonly<Record<string, unknown>> | undefined,
): MintmarkError {
  const { status } = response
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    const message = `${url} answers with a redirect, which no credential follows`
    return new MintmarkError('malformed_answer', message, status === 0 ? {} : { status })
  }
  const word = json?.error
  const oauthError = typeof word === 'string' && /^[a-z_]{1,40}$/.test(word) ? word : undefined
  const wait = retryAfterMs(response.headers)
  const said = oauthError === undefined ? `${status}` : `${status} ${oauthError}`
  return new MintmarkError(codeOf(status), `${url} answered ${said}`, {
    status,
    ...(oauthError !== undefined && { oauthError }),
    ...(wait !== undefined && { retryAfterMs: wait }),
  })
}

function codeOf(status: number): MintmarkErrorCode {
  if (status === 429) return 'rate_limited'
  return status === 408 || status >= 500 ? 'unavailable' : 'refused'
}
