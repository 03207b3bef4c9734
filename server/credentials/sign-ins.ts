import type { Clock } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Random } from '../protocol/random.ts'
import { consoleRoleOf } from '../protocol/roles.ts'
import { StoreUnavailable } from '../store/failure.ts'
import type { SignIn } from '../store/sign-ins.ts'
import type { Store } from '../store/store.ts'
import type { User } from '../store/users.ts'
import { formatCredential, parseCredential, randomSecret } from './format.ts'
import type { Secrets } from './secrets.ts'

/** The second factor is at hand, or it is not. */
const PENDING_LIFETIME_SEC = 600
/** To the minute is enough to find one's own browser in a list, and costs a write a minute. */
const SEEN_EVERY_SEC = 60
const USER_AGENT_CHARACTERS_MAX = 256

export interface SignInLimits {
  /** However busy its user is. */
  readonly lifetimeSec: number
  /** Without a request, for whoever may use the console. */
  readonly idleSec: number
}

/** How somebody got as far as this, and where from. */
export interface SignInStep extends Pick<SignIn, 'kind' | 'ip' | 'userAgent'> {
  readonly method: SignInMethod
}

export type SignInMethod = 'password' | 'totp' | 'recovery_code' | 'passkey' | 'invitation'

export interface SignedIn {
  readonly user: User
  readonly signIn: SignIn
}

export interface SignIns {
  /**
   * The cookie's value: a new one at each step, and what the browser presented before is over with
   * it. So one that was planted gains nothing, and one that was seen half-way neither. Throws
   * `access_denied` where the user is not any more as whoever proved it was found.
   */
  begin(user: User, step: SignInStep, presented: string | undefined): Promise<string>
  /** Who is signed in to the end. */
  find(cookie: string | undefined): Promise<SignedIn | undefined>
  /** Who has still to give the second factor. */
  findPending(cookie: string | undefined): Promise<SignedIn | undefined>
  /** Browsers in which this user is signed in, newest first. */
  ofUser(user: User): Promise<readonly SignIn[]>
  end(cookie: string | undefined): Promise<void>
}

interface Parts {
  readonly store: Store
  readonly secrets: Secrets
  readonly random: Random
  readonly clock: Clock
  readonly limits: SignInLimits
}

export function signInsIn({ store, secrets, random, clock, limits }: Parts): SignIns {
  const locate = async (cookie: string | undefined) => {
    const parsed = cookie === undefined ? undefined : parseCredential(cookie)
    const id = parsed?.numbers[0]
    if (parsed?.kind !== 'si' || id === undefined) return undefined
    const signIn = await store.signIns.load(id)
    if (signIn === undefined || !secrets.matches(parsed.secret, signIn.secretHash)) return undefined
    return signIn
  }
  const isOver = (signIn: SignIn, user: User): boolean => {
    const idleSec = clock.now() - (signIn.lastSeenAt ?? signIn.createdAt)
    const isIdle = idleSec >= limits.idleSec && consoleRoleOf(user.roles) !== undefined
    return signIn.expiresAt <= clock.now() || isIdle
  }
  const findOf = async (kind: SignIn['kind'], cookie: string | undefined) => {
    const signIn = await locate(cookie)
    if (signIn?.kind !== kind) return undefined
    const user = await store.users.load(signIn.userId)
    return user?.isEnabled && !isOver(signIn, user) ? { signIn, user } : undefined
  }
  const see = async ({ id, createdAt, lastSeenAt = createdAt }: SignIn): Promise<void> => {
    const now = clock.now()
    if (now - lastSeenAt < SEEN_EVERY_SEC) return
    try {
      await store.transaction((records) => records.signIns.touch(id, now))
    } catch (thrown) {
      // A store that only reads still knows who is signed in.
      if (!(thrown instanceof StoreUnavailable)) throw thrown
    }
  }

  return {
    async begin(user, { kind, method, ip, userAgent }, presented) {
      const secret = randomSecret(random)
      const createdAt = clock.now()
      const lifetimeSec = kind === 'pending' ? PENDING_LIFETIME_SEC : limits.lifetimeSec
      const before = await locate(presented)
      const id = await store.transaction(async (records) => {
        if (before !== undefined) await records.signIns.remove(before.id)
        // The proof took its time: whoever changed the password meanwhile, or asks for a second
        // factor from now on, has put everybody out, and nobody comes in after them on what was.
        const signedInAt = kind === 'full' ? createdAt : user.lastSignedInAt
        if (!(await records.users.noteSignIn(user, signedInAt))) {
          throw new ProtocolError('access_denied', {
            description: 'How this account signs in has just been changed. Sign in again.',
          })
        }
        return records.signIns.add({
          userId: user.id,
          secretHash: secrets.hash(secret),
          createdAt,
          expiresAt: createdAt + lifetimeSec,
          kind,
          method,
          ip,
          userAgent: userAgent?.slice(0, USER_AGENT_CHARACTERS_MAX),
        })
      })
      return formatCredential('si', [id], secret)
    },
    async find(cookie) {
      const found = await findOf('full', cookie)
      if (found !== undefined) await see(found.signIn)
      return found
    },
    findPending: (cookie) => findOf('pending', cookie),
    async ofUser(user) {
      const all = await store.signIns.ofUser(user.id, clock.now())
      return all.filter((signIn) => !isOver(signIn, user))
    },
    async end(cookie) {
      const signIn = await locate(cookie)
      if (signIn !== undefined) await store.transaction((r) => r.signIns.remove(signIn.id))
    },
  }
}
