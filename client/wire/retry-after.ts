/**
 * Milliseconds to wait by `Retry-After` (RFC 9110 §10.2.3): seconds, or a date, which is read
 * beside the issuer's own `Date` so that a wrong clock here changes nothing.
 */
export function retryAfterMs(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000
  const at = Date.parse(value)
  const from = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(at) || Number.isNaN(from) ? undefined : Math.max(0, at - from)
}
