import { setTimeout as pause } from 'node:timers/promises'
import type { NoticeKind } from '../store/notices.ts'
import type { AdminDeps } from './deps.ts'

const PAUSE_MS = 20
const PAUSES_MAX = 105

/**
 * A revocation covers the second in which it was made and the next, in which nodes may still issue
 * that have not heard of it. Who enables again within that time is answered when it is over:
 * otherwise the first new tokens would be born dead.
 */
export async function untilRevocationIsPast(
  { store, clock }: Pick<AdminDeps, 'store' | 'clock'>,
  kind: NoticeKind,
  target: string | number,
): Promise<void> {
  for (let i = 0; i < PAUSES_MAX && store.board.isRevoked(kind, target, clock.now()); i += 1) {
    await pause(PAUSE_MS)
  }
}
