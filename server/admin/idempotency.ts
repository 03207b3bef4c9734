import type { FastifyRequest } from 'fastify'
import { ProtocolError } from '../protocol/errors.ts'
import { type Actor, nameOfActor } from './authority.ts'
import type { AdminDeps } from './deps.ts'

const KEPT_SEC = 86_400
/** Longer than any request takes: who claimed a key and did nothing by then, never will. */
const ABANDONED_SEC = 60
const KEY = /^[\x21-\x7e]{1,255}$/

export interface Outcome {
  readonly status: number
  readonly answer: unknown
}

type Run = (deps: AdminDeps) => Promise<Outcome>

/**
 * `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a request that is sent again gets
 * the answer of the first, secrets included, for a day; what it does is done once. The claim is
 * marked in the transaction of the change itself, so a crash in between leaves no doubt: either
 * nothing was done and the key is free again, or it was and the repeat is told so.
 */
export async function answerOnce(
  deps: AdminDeps,
  actor: Actor,
  request: FastifyRequest,
  run: Run,
): Promise<Outcome & { readonly isRepeat: boolean }> {
  const key = request.headers['idempotency-key']
  if (key === undefined) return { ...(await run(deps)), isRepeat: false }
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new ProtocolError('parameter_malformed', {
      parameter: 'Idempotency-Key',
      description: 'Idempotency-Key must be 1 to 255 visible ASCII characters.',
    })
  }
  const { store, secrets, clock } = deps
  const now = clock.now()
  const expiresAt = now + KEPT_SEC
  const name = nameOfActor(actor)
  const keyHash = secrets.hash(key)
  const fingerprint = secrets.hash(
    JSON.stringify([request.method, request.url, request.body ?? null]),
  )
  const id = await store.transaction(({ idempotencyKeys }) =>
    idempotencyKeys.claim({
      actor: name,
      keyHash,
      fingerprint,
      expiresAt,
      now,
      abandonedBefore: expiresAt - ABANDONED_SEC,
    }),
  )
  if (id === undefined) {
    return { ...(await repeat(deps, name, keyHash, fingerprint)), isRepeat: true }
  }
  return { ...(await first(deps, id, run)), isRepeat: false }
}

async function first(deps: AdminDeps, id: number, run: Run): Promise<Outcome> {
  const { store, secrets, random } = deps
  const marking: AdminDeps['store'] = {
    ...store,
    transaction: (work) =>
      store.transaction(async (records) => {
        const value = await work(records)
        await records.idempotencyKeys.markDone(id)
        return value
      }),
  }
  try {
    const outcome = await run({ ...deps, store: marking })
    const sealed = secrets.seal(Buffer.from(JSON.stringify(outcome.answer ?? null)), random)
    await store.transaction(({ idempotencyKeys }) =>
      idempotencyKeys.keepAnswer(id, outcome.status, sealed),
    )
    return outcome
  } catch (thrown) {
    // A refusal may be sent again once it is mended. Where the store is away, time frees the key.
    await store.transaction(({ idempotencyKeys }) => idempotencyKeys.release(id)).catch(() => {})
    throw thrown
  }
}

async function repeat(
  { store, secrets }: AdminDeps,
  actor: string,
  keyHash: Uint8Array,
  fingerprint: Uint8Array,
): Promise<Outcome> {
  const known = await store.idempotencyKeys.load(actor, keyHash)
  if (known === undefined || known.state === 'claimed') {
    throw new ProtocolError('conflict', {
      description: 'The first request with this Idempotency-Key is still at work.',
      retryAfterSec: 1,
    })
  }
  if (!Buffer.from(known.fingerprint).equals(fingerprint)) {
    throw new ProtocolError('idempotency_key_reused')
  }
  if (known.state === 'done' || known.sealedAnswer === undefined) {
    throw new ProtocolError('conflict', {
      description:
        'The first request with this Idempotency-Key was done, but its answer is lost: ' +
        'look at what it made.',
    })
  }
  const { status, sealedAnswer } = known
  const answer: unknown = JSON.parse(Buffer.from(secrets.unseal(sealedAnswer)).toString())
  return { status, answer: answer ?? undefined }
}
