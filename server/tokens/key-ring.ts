import type { KeyObject } from 'node:crypto'
import type { Secrets } from '../credentials/secrets.ts'
import type { Clock } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Random } from '../protocol/random.ts'
import type { TokenStyle } from '../protocol/token-style.ts'
import type { Records } from '../store/records.ts'
import type { SigningKeyRecord } from '../store/signing-keys.ts'
import type { Store } from '../store/store.ts'
import { segment } from './jws.ts'
import { makeKey, privateKeyOf, verifyingKeyOf } from './signing-key.ts'

export interface LiveKey {
  readonly record: SigningKeyRecord
  readonly privateKey: KeyObject
  readonly verifyingKey: KeyObject
  /** The first segment of every token that this key signs. */
  readonly headerSegment: string
}

export interface KeyRing {
  /** Loads the keys and makes the first of each dialect that has none. */
  open(): Promise<void>
  /** The key that signs now: the newest that is active and not retired. */
  signer(dialect: string): LiveKey
  /** Keys whose tokens begin with this segment: a forged header finds none. */
  candidates(headerSegment: string): readonly LiveKey[]
  /** Hears at once of keys that another node has made, rather than within a second. */
  learn(): Promise<void>
  /** What a verifier must know, keys to come included (RFC 7517 §5). */
  publicKeys(dialect: string): readonly Readonly<Record<string, unknown>>[]
  all(): readonly SigningKeyRecord[]
  /** Publishes a successor that starts to sign after the lead; the present key retires then. */
  rotate(dialect: string, leadSec: number, alongside?: Alongside): Promise<SigningKeyRecord>
  /** Gives every dialect whose key has signed this long a successor. */
  tend(lifetimeSec: number, leadSec: number): Promise<void>
  /** Emergency: from now on nothing that the key signed is valid. */
  retire(keyId: string, alongside?: Alongside): Promise<boolean>
}

/** What else is written in the transaction of the change: its audit record. */
type Alongside = (records: Records) => Promise<void>

interface Parts {
  readonly store: Store
  readonly secrets: Secrets
  readonly random: Random
  readonly clock: Clock
  readonly styles: ReadonlyMap<string, TokenStyle>
  /** No token lives longer; a retired key is kept that long to verify with. */
  readonly tokenLifetimeSecMax: number
  /** Hears of a reload that failed; it is tried again. */
  onError(cause: unknown): void
}

const RELOAD_RETRY_MS = 250

export function keyRingOf(parts: Parts): KeyRing {
  const { store, secrets, random, clock, styles } = parts
  let keys: readonly LiveKey[] = []
  let byHeader = new Map<string, LiveKey[]>()

  // Of loads that overtake each other the one that was begun last counts.
  let begun = 0
  let loaded = 0
  const load = async (): Promise<void> => {
    const now = clock.now()
    begun += 1
    const turn = begun
    const records = await store.signingKeys.all()
    if (turn < loaded) return
    loaded = turn
    keys = records
      .filter((one) => one.removedAt === undefined || one.removedAt > now)
      .flatMap((record) => {
        const style = styles.get(record.dialect)
        return style === undefined ? [] : [liveKey(record, style, secrets)]
      })
    byHeader = new Map()
    for (const key of keys) {
      byHeader.set(key.headerSegment, [...(byHeader.get(key.headerSegment) ?? []), key])
    }
  }
  // A reload that fails is tried again until it succeeds: a retired key must not go on signing.
  let reloading: NodeJS.Timeout | undefined
  const reload = async (): Promise<void> => {
    clearTimeout(reloading)
    await load().catch((cause) => {
      parts.onError(cause)
      reloading = setTimeout(reload, RELOAD_RETRY_MS).unref()
    })
  }
  let reloaded: Promise<void> = Promise.resolve()
  store.board.onNotice((notice) => {
    if (notice.kind === 'signing_key') reloaded = reload()
  })
  store.board.onReset(() => {
    reloaded = reload()
  })

  const add = async (
    dialect: string,
    style: TokenStyle,
    activatesAt: number,
    retireToo?: SigningKeyRecord,
    alongside?: Alongside,
  ): Promise<string> => {
    const fresh = await makeKey(style.algorithm, dialect, random, clock)
    const at = clock.now()
    await store.transaction(async (records) => {
      await records.signingKeys.add({
        keyId: fresh.keyId,
        dialect,
        algorithm: style.algorithm,
        sealedPrivateKey: secrets.seal(fresh.privateBytes, random),
        publicJwk: fresh.publicJwk,
        certificate: fresh.certificate,
        certificateThumbprint: fresh.certificateThumbprint,
        createdAt: at,
        activatesAt,
      })
      if (retireToo !== undefined) {
        const removedAt = activatesAt + parts.tokenLifetimeSecMax
        await records.signingKeys.retire(retireToo.keyId, activatesAt, removedAt)
      }
      await note(records, 'changed', fresh.keyId, at, parts.tokenLifetimeSecMax)
      await alongside?.(records)
    })
    await load()
    return fresh.keyId
  }

  const isActive = ({ record }: LiveKey, dialect: string, now: number): boolean =>
    record.dialect === dialect &&
    record.activatesAt <= now &&
    (record.retiresAt === undefined || record.retiresAt > now)

  const newestActive = (dialect: string): LiveKey | undefined => {
    const now = clock.now()
    return keys.findLast((one) => isActive(one, dialect, now))
  }

  const signer = (dialect: string): LiveKey => {
    const newest = newestActive(dialect)
    if (newest === undefined) throw new Error(`No signing key is active for ${dialect}.`)
    return newest
  }

  const ring: KeyRing = {
    async open() {
      await load()
      const now = clock.now()
      const wanting = [...styles].filter(
        ([dialect]) => !keys.some(({ record }) => record.dialect === dialect),
      )
      if (wanting.length === 0) return
      // Nodes that start together make the first keys once.
      await store.exclusively('first keys', 'wait', async () => {
        await load()
        const still = wanting.filter(([dialect]) => newestActive(dialect) === undefined)
        await Promise.all(still.map(([dialect, style]) => add(dialect, style, now)))
      })
    },
    signer,
    candidates: (headerSegment) => byHeader.get(headerSegment) ?? [],
    learn: shared(async () => {
      await store.board.follow()
      await reloaded
    }),
    publicKeys(dialect) {
      return keys
        .filter(({ record }) => record.dialect === dialect && record.publicJwk !== undefined)
        .map(({ record }) => JSON.parse(record.publicJwk ?? '{}'))
    },
    all: () => keys.map((key) => key.record),
    async rotate(dialect, leadSec, alongside) {
      const style = styles.get(dialect)
      if (style === undefined) throw new ProtocolError('not_found')
      await load()
      const present = signer(dialect).record
      const keyId = await add(dialect, style, clock.now() + leadSec, present, alongside)
      const made = keys.find((key) => key.record.keyId === keyId)
      if (made === undefined) throw new Error('The new signing key was not loaded.')
      return made.record
    },
    async tend(lifetimeSec, leadSec) {
      for (const dialect of styles.keys()) {
        const { record } = signer(dialect)
        const isOld = clock.now() >= record.activatesAt + lifetimeSec
        if (isOld && record.retiresAt === undefined) await ring.rotate(dialect, leadSec)
      }
    },
    async retire(keyId, alongside) {
      await load()
      const key = keys.find((one) => one.record.keyId === keyId)
      if (key === undefined) return false
      const at = clock.now()
      const { dialect } = key.record
      const style = styles.get(dialect)
      const isLast = !keys.some((one) => one !== key && isActive(one, dialect, at))
      if (style !== undefined && isLast) await add(dialect, style, at)
      await store.transaction(async (records) => {
        await records.signingKeys.retire(keyId, at, at)
        await note(records, 'revoked', keyId, at, parts.tokenLifetimeSecMax)
        await alongside?.(records)
      })
      await load()
      return true
    },
  }
  return ring
}

/** Whoever asks while it is done waits for the next time, which is done once for all of them. */
function shared(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  return () => {
    next ??= running
      .catch(() => {})
      .then(() => {
        running = next ?? running
        next = undefined
        return work()
      })
    return next
  }
}

function note(
  records: Pick<Store, 'notices'>,
  topic: 'changed' | 'revoked',
  target: string,
  at: number,
  lifetimeSec: number,
): Promise<void> {
  const end = at + lifetimeSec
  return records.notices.add({
    topic,
    kind: 'signing_key',
    target,
    // A node that has not heard of the end yet still signs with it.
    at: topic === 'revoked' ? end : at,
    expiresAt: end,
  })
}

function liveKey(record: SigningKeyRecord, style: TokenStyle, secrets: Secrets): LiveKey {
  const { keyId, certificateThumbprint } = record
  const privateKey = privateKeyOf(record.algorithm, unsealed(record, secrets))
  return {
    record,
    privateKey,
    verifyingKey: verifyingKeyOf(record.algorithm, privateKey),
    headerSegment: segment(style.header({ keyId, certificateThumbprint })),
  }
}

function unsealed(record: SigningKeyRecord, secrets: Secrets): Uint8Array {
  try {
    return secrets.unseal(record.sealedPrivateKey)
  } catch (cause) {
    const words = 'cannot be opened: the master key is not the one that sealed it.'
    throw new Error(`Signing key ${record.keyId} ${words}`, { cause })
  }
}
