import type { Clock } from '../protocol/clock.ts'
import type { Random } from '../protocol/random.ts'
import type { Ceremony } from '../store/ceremonies.ts'
import type { Store } from '../store/store.ts'
import { randomSecret } from './format.ts'
import type { Secrets } from './secrets.ts'

/** Autofill waits for as long as the sign-in page is open, so this is longer than a ceremony. */
const LIFETIME_SEC = 600
const CHALLENGE = /^(\d{1,15})\.([0-9A-Za-z]{28})$/

interface Parts {
  readonly store: Store
  readonly secrets: Secrets
  readonly random: Random
  readonly clock: Clock
}

/** Challenges for passkeys: each is good once, for one purpose, one user and one browser. */
export function ceremoniesIn({ store, secrets, random, clock }: Parts) {
  const hashOf = (secret: string, binding: string) => secrets.hash(`${secret} ${binding}`)
  return {
    async begin(kind: Ceremony['kind'], userId: number | undefined, binding: string) {
      const secret = randomSecret(random)
      const expiresAt = clock.now() + LIFETIME_SEC
      const secretHash = hashOf(secret, binding)
      const id = await store.transaction((records) =>
        records.ceremonies.add({ kind, userId, secretHash, expiresAt }),
      )
      return `${id}.${secret}`
    },
    /** Takes the challenge before anything else is looked at: whatever is wrong, it is used up. */
    async take(
      kind: Ceremony['kind'],
      userId: number | undefined,
      binding: string,
      challenge: string,
    ): Promise<boolean> {
      const text = Buffer.from(challenge, 'base64url').toString('latin1')
      const [, id, secret = ''] = CHALLENGE.exec(text) ?? []
      if (id === undefined) return false
      const secretHash = hashOf(secret, binding)
      return store.transaction((records) =>
        records.ceremonies.take(Number(id), { kind, userId, secretHash }, clock.now()),
      )
    },
  }
}
