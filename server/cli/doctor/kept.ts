import { existsSync } from 'node:fs'
import { type Config, ConfigError } from '../../config.ts'
import { secretsFrom } from '../../credentials/secrets.ts'
import { dialects } from '../../dialects/index.ts'
import { readMasterKey } from '../../master-key.ts'
import type { SigningKeyRecord } from '../../store/signing-keys.ts'
import {
  openStore,
  readPendingMigrations,
  type Store,
  type StoreAddress,
} from '../../store/store.ts'
import { placeOf } from '../store-place.ts'
import { databaseFindings } from './database.ts'
import { type Finding, fail, ok, warn } from './finding.ts'
import { deadTexts } from './texts.ts'

/** A record may stand this far in the future: clocks of several machines are never quite equal. */
const CLOCK_SEC_MAX = 60
const EARLIEST = Date.parse('2025-01-01T00:00:00Z') / 1_000

/** The store and what is in it. Opening it proves that commits are synced. */
export async function storeFindings(config: Config): Promise<readonly Finding[]> {
  const { address, name } = placeOf(config)
  const clock = clockAlone()
  if ('file' in address) {
    if (existsSync(address.file)) return contentFindings(config, address, name, clock)
    return [ok('store', `${name} is made at the first start`), clock]
  }
  const database = await databaseFindings(config)
  // What is in a database that cannot be reached or relied on is not looked at.
  if (database.some((one) => one.status === 'fail')) return [...database, clock]
  return [...database, ...(await contentFindings(config, address, name, clock))]
}

async function contentFindings(
  config: Config,
  address: StoreAddress,
  name: string,
  clock: Finding,
): Promise<readonly Finding[]> {
  const pending = await readPendingMigrations(address)
  if (pending.length > 0) {
    const words = `${pending.length} migrations wait: ${pending.join(', ')}`
    return [warn('store', words, 'Run `mintmark migrate`; the next start does it, too.'), clock]
  }
  const store = await openStore(address)
  try {
    const keys = await store.signingKeys.all()
    const now = await nowOf(config, store)
    return [
      ok('store', `${name} is up to date, and every commit is synced`),
      signingKeys(config, keys, now),
      await deadTexts(store),
      clock.status === 'ok' ? await clockOf(store, keys, now) : clock,
    ]
  } finally {
    await store.close()
  }
}

/** Each style needs one that signs now, and the master key must open every one of them. */
function signingKeys(config: Config, keys: readonly SigningKeyRecord[], now: number): Finding {
  const name = 'signing keys'
  const live = keys.filter((key) => (key.removedAt ?? now + 1) > now)
  if (!live.every((key) => opens(config, key))) {
    const advice = 'Use the master key that this data folder was made with, or a backup of both.'
    return fail(name, 'the master key does not open them', advice)
  }
  const wanting = dialects.filter(
    (one) =>
      one.style !== undefined &&
      !config.dialects_off.includes(one.name) &&
      !live.some((key) => key.dialect === one.name && isActive(key, now)),
  )
  if (wanting.length === 0) return ok(name, 'each style has one that signs')
  const names = wanting.map((one) => one.name)
  const isNew = names.every((one) => !live.some((key) => key.dialect === one))
  return isNew
    ? ok(name, `the next start makes those of ${names.join(', ')}`)
    : fail(name, `no key signs for ${names.join(', ')}`, 'Run `mintmark key rotate` for each.')
}

function opens(config: Config, key: SigningKeyRecord): boolean {
  try {
    secretsFrom(readMasterKey(config)).unseal(key.sealedPrivateKey)
    return true
  } catch (thrown) {
    // A missing or weak key has its own finding.
    return thrown instanceof ConfigError
  }
}

function isActive({ activatesAt, retiresAt }: SigningKeyRecord, now: number): boolean {
  return activatesAt <= now && (retiresAt === undefined || retiresAt > now)
}

async function nowOf({ mode }: Config, store: Store): Promise<number> {
  const wall = Math.floor((Date.now() + ((await store.aheadMs?.()) ?? 0)) / 1_000)
  if (mode !== 'dev') return wall
  const { CLOCK_FACT } = await import('../../dev/routes.ts')
  return wall + Number((await store.facts.load(CLOCK_FACT)) ?? 0)
}

function clockAlone(): Finding {
  const name = 'clock'
  const now = Date.now() / 1_000
  return now >= EARLIEST
    ? ok(name, new Date().toISOString())
    : fail(name, `${new Date().toISOString()} is long past`, 'Set the machine’s clock (NTP).')
}

/** Time that goes back brings expired tokens to life again. */
async function clockOf(
  store: Store,
  keys: readonly SigningKeyRecord[],
  now: number,
): Promise<Finding> {
  const [newest] = await store.audit.page(Number.MAX_SAFE_INTEGER, 1)
  const latest = Math.max(newest?.lastAt ?? 0, ...keys.map((key) => key.createdAt))
  const behindSec = latest - now
  return behindSec > CLOCK_SEC_MAX
    ? fail(
        'clock',
        `it is ${behindSec} seconds behind the newest record of the store`,
        'Set the machine’s clock (NTP); until then expired tokens may live again.',
      )
    : ok('clock', new Date(now * 1_000).toISOString())
}
