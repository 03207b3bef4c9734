import type { TokenClaims } from './token-style.ts'

/** Reads members of a token's payload; one that is needed and not there ends the reading. */
export interface ClaimReader {
  text(name: string): string
  integer(name: string): number
  /** One text or a list of texts (RFC 7519 §4.1.3). */
  texts(name: string): readonly string[]
  optionalText(name: string): string | undefined
  optionalNumber(name: string): number | undefined
}

type Needed = 'use' | 'issuer' | 'clientId' | 'issuedAt' | 'expiresAt' | 'tokenId'

/** What a dialect's tokens do not say grants nothing. */
const UNSAID = {
  credentialId: undefined,
  familyId: undefined,
  subject: undefined,
  scope: [],
  audience: [],
  bound: undefined,
  organizationId: undefined,
} as const

class ClaimMissing extends Error {}

/**
 * The claims of a payload, or `undefined` where one that the dialect needs is absent or of another
 * type: missing never means unlimited.
 */
export function readClaims(
  payload: Readonly<Record<string, unknown>>,
  read: (claim: ClaimReader) => Pick<TokenClaims, Needed> & Partial<TokenClaims>,
): TokenClaims | undefined {
  const optionalText = (name: string): string | undefined => {
    const value = payload[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const optionalNumber = (name: string): number | undefined => {
    const value = payload[name]
    return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
  }
  const claim: ClaimReader = {
    text: (name) => needed(optionalText(name)),
    integer: (name) => needed(optionalNumber(name)),
    texts(name) {
      const value = payload[name]
      if (typeof value === 'string') return [value]
      const isList = Array.isArray(value) && value.every((one) => typeof one === 'string')
      return needed(isList ? value : undefined)
    },
    optionalText,
    optionalNumber,
  }
  try {
    return { ...UNSAID, ...read(claim) }
  } catch (thrown) {
    if (thrown instanceof ClaimMissing) return undefined
    throw thrown
  }
}

/** The short form where there is only one. */
export function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] as string) : values
}

/** For a claim with one right value. */
export function demandClaim(isRight: boolean): void {
  if (!isRight) throw new ClaimMissing()
}

function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new ClaimMissing()
  return value
}
