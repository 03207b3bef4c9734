export interface DecodedJwt {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

/** What a JWT says, for reading. Nothing of it is proved here. */
export function decodeJwt(text: string): DecodedJwt | undefined {
  const [head, body, signature, ...more] = bare(text).split('.')
  if (head === undefined || body === undefined || !signature || more.length > 0) return undefined
  const header = readPart(head)
  const claims = readPart(body)
  return header === undefined || claims === undefined ? undefined : { header, claims }
}

function bare(text: string): string {
  return text.trim().replace(/^bearer\s+/i, '')
}

function readPart(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? Object.fromEntries(Object.entries(value)) : undefined
  } catch {
    return undefined
  }
}
