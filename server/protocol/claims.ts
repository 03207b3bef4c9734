/**
 * Reads members of a token's payload. Absent or of another type is `undefined`, never a default.
 */
export type Payload = Readonly<Record<string, unknown>>

export function textClaim(payload: Payload, name: string): string | undefined {
  const value = payload[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function numberClaim(payload: Payload, name: string): number | undefined {
  const value = payload[name]
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
}

/** One text or a list of texts (RFC 7519 §4.1.3). */
export function textsClaim(payload: Payload, name: string): readonly string[] | undefined {
  const value = payload[name]
  if (typeof value === 'string') return [value]
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined
}

/** The short form where there is only one. */
export function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] as string) : values
}
