import type { Clock } from '../protocol/clock.ts'
import type { Random } from '../protocol/random.ts'
import type { Store } from '../store/store.ts'
import type { User } from '../store/users.ts'
import { formatCredential, parseCredential, randomSecret } from './format.ts'
import type { Secrets } from './secrets.ts'

/** A browser stays signed in this long after the password was typed. */
const SIGN_IN_LIFETIME_SEC = 12 * 3_600

export interface SignIns {
  /** The cookie's value. A new one at each sign-in: a planted cookie gains nothing. */
  begin(user: User): Promise<string>
  find(cookie: string | undefined): Promise<User | undefined>
  end(cookie: string | undefined): Promise<void>
}

export function signInsIn(store: Store, secrets: Secrets, random: Random, clock: Clock): SignIns {
  const locate = async (cookie: string | undefined) => {
    const parsed = cookie === undefined ? undefined : parseCredential(cookie)
    const id = parsed?.numbers[0]
    if (parsed?.kind !== 'si' || id === undefined) return undefined
    const signIn = await store.signIns.load(id)
    if (signIn === undefined || !secrets.matches(parsed.secret, signIn.secretHash)) return undefined
    return signIn
  }
  return {
    async begin(user) {
      const secret = randomSecret(random)
      const createdAt = clock.now()
      const id = await store.transaction((records) =>
        records.signIns.add({
          userId: user.id,
          secretHash: secrets.hash(secret),
          createdAt,
          expiresAt: createdAt + SIGN_IN_LIFETIME_SEC,
          method: 'password',
        }),
      )
      return formatCredential('si', [id], secret)
    },
    async find(cookie) {
      const signIn = await locate(cookie)
      if (signIn === undefined || signIn.expiresAt <= clock.now()) return undefined
      if (signIn.kind !== 'full') return undefined
      const user = await store.users.load(signIn.userId)
      return user?.isEnabled ? user : undefined
    },
    async end(cookie) {
      const signIn = await locate(cookie)
      if (signIn !== undefined) await store.transaction((r) => r.signIns.remove(signIn.id))
    },
  }
}
