/**
 * What the console's document may do: run our scripts, speak to us, and nothing else. The nonce is
 * for the styles that its components make while they run.
 */
export function consolePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * The reference is a kit that others made. It writes its styles into the document while it runs,
 * sheets and attributes both, and puts no nonce on most: so styles of any kind are allowed on this
 * one page, and whoever could add one would only paint it. Scripts are ours alone, none is made of
 * text, and it speaks to nobody else.
 */
export function referencePolicy(): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
