import type { Db } from './place.ts'

/** What people sign in with besides a password, in a store as it stands. */
export interface FactorStanding {
  readonly passkeys: ReadonlyMap<number, { readonly counter: number }>
  readonly secrets: ReadonlyMap<number, SecretStanding>
  /** Those that have not been used. */
  readonly recoveryCodes: ReadonlySet<number>
}

interface SecretStanding {
  readonly id: number
  readonly totp_sealed: Uint8Array | null
  readonly totp_confirmed_at: number | null
}

/** What ended with it, or was taken over as it stood. */
export interface CarriedFactors {
  readonly passkeys: number
  readonly second_factors: number
  readonly recovery_codes: number
}

/** A code is good for this long at most, the steps around now among it. */
const STEP_SEC = 30
const STEPS_AHEAD = 2

export async function readFactors(db: Db): Promise<FactorStanding> {
  const passkeys = await db.selectFrom('passkeys').select(['id', 'counter']).execute()
  const secrets = await readSecrets(db)
  const codes = await readRecoveryCodes(db)
  return {
    passkeys: new Map(passkeys.map(({ id, counter }) => [id, { counter }])),
    secrets: new Map(secrets.map((one) => [one.id, one])),
    recoveryCodes: new Set(codes.map(({ id }) => id)),
  }
}

/**
 * A passkey that was removed since stays removed, and the secret of a second factor is that of now:
 * the one of before may be in a lost telephone. Used recovery codes stay used. A store of a release
 * that knew none of these (`undefined`) counts as one that has none.
 */
export async function carryFactors(
  db: Db,
  present: FactorStanding | undefined,
  at: number,
): Promise<CarriedFactors> {
  return {
    passkeys: await carryPasskeys(db, present),
    second_factors: present === undefined ? 0 : await carrySecrets(db, present),
    recovery_codes: await endRecoveryCodes(db, at, present?.recoveryCodes),
  }
}

async function carryPasskeys(db: Db, present: FactorStanding | undefined): Promise<number> {
  let ended = 0
  for (const { id, counter } of await db
    .selectFrom('passkeys')
    .select(['id', 'counter'])
    .execute()) {
    const now = present?.passkeys.get(id)
    if (now === undefined) {
      await db.deleteFrom('passkeys').where('id', '=', id).execute()
      ended += 1
    } else if (now.counter > counter) {
      await db.updateTable('passkeys').set({ counter: now.counter }).where('id', '=', id).execute()
    }
  }
  return ended
}

async function carrySecrets(db: Db, present: FactorStanding): Promise<number> {
  let count = 0
  for (const before of await readSecrets(db)) {
    const now = present.secrets.get(before.id)
    if (now === undefined || isSame(before, now)) continue
    const { totp_sealed, totp_confirmed_at } = now
    await db
      .updateTable('users')
      .set({ totp_sealed, totp_confirmed_at })
      .where('id', '=', before.id)
      .execute()
    count += 1
  }
  return count
}

/** Nobody knows which of them have been used since, but for those that are `known` to be good. */
export async function endRecoveryCodes(
  db: Db,
  at: number,
  known: ReadonlySet<number> = new Set(),
): Promise<number> {
  const over = (await readRecoveryCodes(db)).filter(({ id }) => !known.has(id))
  for (const { id } of over) {
    await db.updateTable('recovery_codes').set({ used_at: at }).where('id', '=', id).execute()
  }
  return over.length
}

/** A code that was used just before the restore is not good once more after it. */
export async function passSteps(db: Db, at: number): Promise<void> {
  await db
    .updateTable('users')
    .set({ totp_last_step: Math.floor(at / STEP_SEC) + STEPS_AHEAD })
    .where('totp_confirmed_at', 'is not', null)
    .execute()
}

function readSecrets(db: Db): Promise<SecretStanding[]> {
  return db.selectFrom('users').select(['id', 'totp_sealed', 'totp_confirmed_at']).execute()
}

function readRecoveryCodes(db: Db): Promise<{ id: number }[]> {
  return db.selectFrom('recovery_codes').select('id').where('used_at', 'is', null).execute()
}

function isSame(one: SecretStanding, other: SecretStanding): boolean {
  return (
    one.totp_confirmed_at === other.totp_confirmed_at &&
    Buffer.from(one.totp_sealed ?? []).equals(Buffer.from(other.totp_sealed ?? []))
  )
}
