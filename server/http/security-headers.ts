import type { FastifyInstance } from 'fastify'

/** For answers that programs read: nothing in them may run or be framed. */
export const API_POLICY = "default-src 'none'; frame-ancestors 'none'"

export const EVERYWHERE: Readonly<Record<string, string>> = {
  'content-security-policy': API_POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/** What every answer has. */
export function securityHeaders(isHttps: boolean): Readonly<Record<string, string>> {
  if (!isHttps) return EVERYWHERE
  return { ...EVERYWHERE, 'strict-transport-security': 'max-age=31536000' }
}

/** Set before anything else can answer, so that errors carry them too; pages widen their own. */
export function setSecurityHeaders(server: FastifyInstance, isHttps: boolean): void {
  const headers = securityHeaders(isHttps)
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers)
    reply.header('x-request-id', request.id)
    done()
  })
}

/** A page of ours: our stylesheet, no script, forms to us and to one other origin at most. */
export function pagePolicy(formTarget = '', framedBy = "'none'"): string {
  // Chromium applies form-action to the redirect after the form as well.
  const targets = formTarget === '' ? "'self'" : `'self' ${formTarget}`
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    `form-action ${targets}`,
    "base-uri 'none'",
    `frame-ancestors ${framedBy}`,
  ].join('; ')
}

/** The same for the pages of passkeys: a browser makes and uses those for scripts only, ours. */
export function scriptedPagePolicy(): string {
  return `${pagePolicy()}; script-src 'self'; connect-src 'self'`
}
