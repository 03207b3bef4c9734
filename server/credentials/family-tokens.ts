import { formatCredential, parseCredential } from './format.ts'
import { type Secrets, sameText } from './secrets.ts'

/**
 * Tokens that stand for a family. They are derived from the master key, the family's random salt
 * and the generation, so nothing of them is stored: neither a stolen database nor a stolen key
 * alone makes one, and a retried refresh gets the very same successor.
 */
export interface FamilyFacts {
  readonly id: number
  readonly salt: Uint8Array
}

export interface ParsedFamilyToken {
  readonly kind: 'rt' | 'st'
  readonly familyId: number
  readonly generation: number
  readonly secret: string
}

export function refreshTokenOf(secrets: Secrets, family: FamilyFacts, generation: number): string {
  const secret = secrets.derive('refresh token', family.salt, family.id, generation)
  return formatCredential('rt', [family.id, generation], secret)
}

export function subjectTokenOf(secrets: Secrets, family: FamilyFacts): string {
  const secret = secrets.derive('subject token', family.salt, family.id)
  return formatCredential('st', [family.id], secret)
}

export function parseFamilyToken(text: string): ParsedFamilyToken | undefined {
  const parsed = parseCredential(text)
  if (parsed === undefined) return undefined
  const { kind, secret } = parsed
  const [familyId, generation] = parsed.numbers
  if (familyId === undefined) return undefined
  if (kind === 'st' && generation === undefined) return { kind, familyId, generation: 1, secret }
  if (kind === 'rt' && generation !== undefined) return { kind, familyId, generation, secret }
  return undefined
}

/** Whether this family really made this token, in whatever generation. */
export function isGenuine(
  secrets: Secrets,
  family: FamilyFacts,
  token: ParsedFamilyToken,
): boolean {
  const expected =
    token.kind === 'rt'
      ? secrets.derive('refresh token', family.salt, family.id, token.generation)
      : secrets.derive('subject token', family.salt, family.id)
  return family.id === token.familyId && sameText(expected, token.secret)
}
