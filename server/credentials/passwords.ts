import { hash, verify } from '@node-rs/argon2'
import { untimed } from '../protocol/deadline.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Store } from '../store/store.ts'
import type { User } from '../store/users.ts'
import type { Attempts } from './attempts.ts'
import {
  PASSWORD_BYTES_MAX,
  PASSWORD_FAULTS,
  type PasswordHolder,
  passwordFault,
} from './password-rules.ts'

/** Argon2id at OWASP's first recommendation: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export interface Passwords {
  /** Throws `parameter_malformed` for one that its holder must not have. */
  hash(password: string, holder: PasswordHolder): Promise<string>
  /**
   * The enabled user with this e-mail address and password; `undefined` for a wrong one, an
   * unknown address and a disabled user alike, after the same work. Throws `too_many_attempts`.
   */
  authenticate(email: string, password: string, ip: string): Promise<User | undefined>
}

export function passwordsIn(store: Store, attempts: Attempts): Passwords {
  let decoy: Promise<string> | undefined
  // Its time is not the store's; many at once take seconds.
  const hashed = (password: string): Promise<string> => untimed(() => hash(password, COST))
  return {
    async hash(password, holder) {
      const fault = passwordFault(password, holder)
      if (fault !== undefined) {
        const description = PASSWORD_FAULTS[fault](holder)
        throw new ProtocolError('parameter_malformed', { parameter: 'password', description })
      }
      return untimed(() => hashed(password))
    },
    async authenticate(email, password, ip) {
      const taken = [
        ['passwordPerIp', ip],
        ['passwordPerAccount', email.toLowerCase()],
      ] as const
      await attempts.take(taken)
      decoy ??= hashed('nobody has this password')
      const user = email.length > 320 ? undefined : await store.users.loadByEmail(email)
      const expected = user?.passwordHash ?? (await decoy)
      const isRight =
        Buffer.byteLength(password) <= PASSWORD_BYTES_MAX &&
        (await untimed(() => verify(expected, password)))
      if (!isRight || user?.passwordHash === undefined || !user.isEnabled) return undefined
      await attempts.giveBack(taken)
      return user
    },
  }
}
