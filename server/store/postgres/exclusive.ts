import { setTimeout as pause } from 'node:timers/promises'
import { raise } from '../failure.ts'
import type { GuardedPool } from './pool.ts'

const LOCK_RETRY_MS = 50

/**
 * The lock belongs to a transaction that stays open while the job runs, so a crashed node holds
 * nothing and a pooler in transaction mode keeps the connection for us.
 */
export async function runExclusively<T>(
  { keep }: GuardedPool,
  name: string,
  whenTaken: 'wait' | 'leave',
  job: () => Promise<T>,
): Promise<T | undefined> {
  for (;;) {
    const [{ connection, giveBack }, isOurs] = await keep(async (one) => {
      await one.query('begin').catch(raise)
      const ask = 'select pg_try_advisory_xact_lock(hashtext($1)) as got'
      const { rows } = await one.query(ask, [`mintmark ${name}`]).catch(raise)
      return rows[0]?.got === true
    })
    try {
      if (isOurs) return await job()
    } finally {
      await connection.query('rollback').then(
        () => giveBack(false),
        () => giveBack(true),
      )
    }
    if (whenTaken === 'leave') return undefined
    await pause(LOCK_RETRY_MS)
  }
}
