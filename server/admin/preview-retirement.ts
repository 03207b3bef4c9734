import { isoTime } from '../protocol/clock.ts'
import type { SigningKeyRecord } from '../store/signing-keys.ts'
import { TALLY_STEPS_SEC, WHOLE_PLATFORM } from '../store/tallies.ts'
import type { AdminDeps } from './deps.ts'
import { stateOf } from './signing-key-state.ts'

interface Preview {
  readonly ends: { readonly what: string; readonly count: number | null }[]
  readonly words: string
}

/**
 * What would end with a key. Tokens are not stored: what is known is how many were issued in this
 * style for as long as they may live, so that is the most there can be. An organization is told of
 * its own.
 */
export async function previewRetirement(
  deps: AdminDeps,
  key: SigningKeyRecord,
  organizationId: number | undefined,
): Promise<Preview> {
  const { clock, store, audit, liveDialects } = deps
  const now = clock.now()
  const state = stateOf(key, now)
  if (state === 'retired') return { ends: [], words: 'It is retired: nothing counts on it.' }
  if (state === 'pending') {
    return { ends: [], words: 'It has signed nothing yet; verifiers that know it will miss it.' }
  }
  await audit.flush()
  const { dialect } = key
  const rules = liveDialects.settled.get(dialect)
  const own = await deps.longestOwnLifetime(dialect)
  const lifetimeSec = Math.max(rules?.accessTokenLifetimeSec ?? 0, own)
  const since = Math.max(key.activatesAt, now - lifetimeSec)
  const stepSec = TALLY_STEPS_SEC.coarse
  const sums = await store.tallies.sums({
    stepSec,
    organizationId: organizationId ?? WHOLE_PLATFORM,
    topic: 'token',
    from: since - (since % stepSec),
    to: now + 1,
  })
  const issued = sums.find((one) => one.dialect === dialect && one.label === 'granted')?.count ?? 0
  const isSigned = deps.dialects.find((one) => one.name === dialect)?.rules.refreshForm === 'signed'
  return {
    ends: [
      { what: 'access_tokens', count: issued },
      ...(isSigned ? [{ what: 'signed_refresh_tokens', count: null }] : []),
    ],
    words: [
      `${issued} requests for tokens of this style were granted since ${isoTime(since)}, which is`,
      'as long as its access tokens live. So many end at most; some have ended or were revoked.',
      isSigned
        ? 'Its refresh tokens are signed too and end with it: every embed must be opened again.'
        : 'Its refresh tokens are not signed: they stay, and give tokens under another key.',
    ].join(' '),
  }
}
