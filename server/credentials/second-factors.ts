import type { Secret, TOTP } from 'otpauth'
import type { Brand } from '../protocol/brand.ts'
import type { Clock } from '../protocol/clock.ts'
import type { Random } from '../protocol/random.ts'
import type { Records } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import type { User } from '../store/users.ts'
import type { Attempts } from './attempts.ts'
import { newRecoveryCodes, readRecoveryCode } from './recovery-codes.ts'
import type { Secrets } from './secrets.ts'

/** RFC 4226 §4 asks for 128 bits and recommends 160. */
const SECRET_BYTES = 20
const STEP_SEC = 30
/** RFC 6238 §5.2: a step for the time that typing takes, and for clocks that differ. */
const STEPS_AROUND = 1
// What the authenticators of all vendors can do; several ignore what else the URI says.
const FORM = { algorithm: 'SHA1', digits: 6, period: STEP_SEC } as const

/** What an authenticator is told, as a picture holds it and as a person types it. */
export interface SecondFactorOffer {
  readonly uri: string
  readonly secret: string
}

export interface SecondFactors {
  /** A new secret, which does not count before a first code was right. */
  begin(user: User): Promise<void>
  /** The secret in waiting, as often as the page is opened; `undefined` where there is none. */
  offer(user: User): Promise<SecondFactorOffer | undefined>
  /**
   * Whether the code comes of the secret in waiting, which counts from then on: recovery codes,
   * shown once. In the caller's transaction.
   */
  confirm(records: Records, user: User, code: string): Promise<readonly string[] | undefined>
  /**
   * How a code was right, and it is used up; `undefined` where it was not. Guesses are counted
   * together with those at the password: this is no second door. Throws `too_many_attempts`.
   */
  prove(user: User, code: string, ip: string): Promise<'totp' | 'recovery_code' | undefined>
  /** Ten others, shown once. In the caller's transaction. */
  renewRecoveryCodes(records: Records, user: User): Promise<readonly string[]>
}

export function hasSecondFactor(user: Pick<User, 'totpConfirmedAt'>): boolean {
  return user.totpConfirmedAt !== undefined
}

interface Parts {
  readonly store: Store
  readonly secrets: Secrets
  readonly random: Random
  readonly clock: Clock
  readonly attempts: Attempts
  readonly brand: Brand
}

export function secondFactorsIn(parts: Parts): SecondFactors {
  const { store, secrets, random, clock, attempts, brand } = parts
  const renewRecoveryCodes: SecondFactors['renewRecoveryCodes'] = async (records, user) => {
    const { texts, hashes } = newRecoveryCodes(secrets, random)
    await records.secondFactors.replaceRecoveryCodes(user.id, hashes)
    return texts
  }
  /** The step that the code stands for, now or a step away. */
  const stepOf = async (sealed: Uint8Array, code: string): Promise<number | undefined> => {
    if (!/^\d{6}$/.test(code)) return undefined
    const totp = await generatorOf(secrets.unseal(sealed))
    const timestamp = clock.now() * 1_000
    const away = totp.validate({ token: code, timestamp, window: STEPS_AROUND })
    return away === null ? undefined : totp.counter({ timestamp }) + away
  }

  return {
    renewRecoveryCodes,
    async begin(user) {
      const sealed = secrets.seal(random.bytes(SECRET_BYTES), random)
      await store.transaction((records) => records.secondFactors.begin(user.id, sealed))
    },
    async offer({ totpSealed, totpConfirmedAt, email }) {
      if (totpSealed === undefined || totpConfirmedAt !== undefined) return undefined
      const totp = await generatorOf(secrets.unseal(totpSealed), brand.name, email)
      return { uri: totp.toString(), secret: totp.secret.base32 }
    },
    async confirm(records, user, code) {
      const { totpSealed } = user
      const step = totpSealed && (await stepOf(totpSealed, bare(code)))
      if (totpSealed === undefined || step === undefined) return undefined
      const at = clock.now()
      const isFirst = await records.secondFactors.confirm(user.id, totpSealed, at, step)
      return isFirst ? renewRecoveryCodes(records, user) : undefined
    },
    async prove(user, code, ip) {
      const { totpSealed } = user
      if (totpSealed === undefined || !hasSecondFactor(user)) return undefined
      const taken = [
        ['passwordPerIp', ip],
        ['passwordPerAccount', user.email.toLowerCase()],
      ] as const
      await attempts.take(taken)
      const step = await stepOf(totpSealed, bare(code))
      const recoveryCode = step === undefined ? readRecoveryCode(secrets, code) : undefined
      if (step === undefined && recoveryCode === undefined) return undefined
      const isFirst = await store.transaction(({ secondFactors }) => {
        if (step !== undefined) return secondFactors.advance(user.id, step)
        if (recoveryCode === undefined) return false
        return secondFactors.consumeRecoveryCode(user.id, recoveryCode, clock.now())
      })
      if (!isFirst) return undefined
      await attempts.giveBack(taken)
      return step === undefined ? 'recovery_code' : 'totp'
    },
  }
}

/** People copy codes as they are shown: `123 456`. */
function bare(code: string): string {
  return code.replaceAll(/\s/g, '')
}

/** Loaded with the first code: no token is ever behind one. */
async function generatorOf(bytes: Uint8Array, issuer?: string, label?: string): Promise<TOTP> {
  const otpauth = await import('otpauth')
  const secret: Secret = new otpauth.Secret({ buffer: Uint8Array.from(bytes).buffer })
  return new otpauth.TOTP({ ...FORM, secret, issuer, label })
}
