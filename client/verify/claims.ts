/** A signed document's payload: an object, and nothing of it is known yet. */
export type Payload = Readonly<Record<string, unknown>>

/** `undefined` where the text is no JSON object. */
export function parseObject(text: string | undefined): Payload | undefined {
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Payload)
      : undefined
  } catch {
    return undefined
  }
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function integerOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
}

/** One text or a list of texts (RFC 7519 §4.1.3). */
export function textsOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value]
  const isList = Array.isArray(value) && value.every((one) => typeof one === 'string')
  return isList ? value : undefined
}

/** RFC 6749 §3.3. */
export function scopesOf(text: string): readonly string[] {
  return text.split(' ').filter((one) => one !== '')
}
