import type { Engine } from './engine.ts'
import type { TokenClaims } from './styles.ts'

/** As long as the feed writes them. */
const CHARACTERS = 16

type Digest = string | Promise<string>

/** What the feed calls a target. */
export function digestOf(engine: Engine, kind: string, id: string): Digest {
  const made = engine.digest(`${kind}:${id}`)
  return typeof made === 'string' ? made.slice(0, CHARACTERS) : made.then(cut)
}

function cut(text: string): string {
  return text.slice(0, CHARACTERS)
}

/**
 * What in the feed would end a token, by the names that the feed gives. Nothing is remembered: a
 * text that was just read costs as much to find in a map as to digest.
 */
export function digestsOf(
  engine: Engine,
  claims: TokenClaims,
  keyDigest: string,
): readonly string[] | Promise<readonly string[]> {
  const { tokenId, familyId, credentialId, clientId, subject } = claims
  const all: Digest[] = [
    digestOf(engine, 'token', tokenId),
    digestOf(engine, 'client', clientId),
    keyDigest,
  ]
  if (familyId !== undefined) all.push(digestOf(engine, 'family', familyId))
  if (credentialId !== undefined) all.push(digestOf(engine, 'credential', String(credentialId)))
  if (subject !== undefined) {
    all.push(digestOf(engine, 'user', subject))
    all.push(digestOf(engine, 'consent', `${clientId} ${subject}`))
  }
  return areTexts(all) ? all : Promise.all(all)
}

function areTexts(all: readonly Digest[]): all is readonly string[] {
  for (const one of all) if (typeof one !== 'string') return false
  return true
}
