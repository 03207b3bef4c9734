import type { Engine } from './engine.ts'
import { Recent } from './recent.ts'
import type { TokenClaims } from './styles.ts'

/** As long as the feed writes them. */
const CHARACTERS = 16
const REMEMBERED = 10_000

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
 * What in the feed would end a token, by the names that the feed gives. Most ids come again and
 * again and are remembered; the token's own comes once.
 */
export function digestsWith(engine: Engine) {
  // One memory for each kind, so that an id need not be put together with its kind to be found.
  const remembering = (kind: string) => {
    const known = new Recent<string>(REMEMBERED)
    return (id: string): Digest => {
      const found = known.get(id)
      if (found !== undefined) return found
      const made = digestOf(engine, kind, id)
      const keep = (text: string): string => {
        known.set(id, text)
        return text
      }
      return typeof made === 'string' ? keep(made) : made.then(keep)
    }
  }
  const client = remembering('client')
  const key = remembering('signing_key')
  const family = remembering('family')
  const credential = remembering('credential')
  const user = remembering('user')
  const consent = remembering('consent')

  return (claims: TokenClaims, keyId: string): readonly string[] | Promise<readonly string[]> => {
    const { tokenId, familyId, credentialId, clientId, subject } = claims
    const all = [digestOf(engine, 'token', tokenId), client(clientId), key(keyId)]
    if (familyId !== undefined) all.push(family(familyId))
    if (credentialId !== undefined) all.push(credential(String(credentialId)))
    if (subject !== undefined) all.push(user(subject), consent(`${clientId} ${subject}`))
    return areTexts(all) ? all : Promise.all(all)
  }
}

function areTexts(all: readonly Digest[]): all is readonly string[] {
  for (const one of all) if (typeof one !== 'string') return false
  return true
}
