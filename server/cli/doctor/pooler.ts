import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { type Finding, fail, ok, warn } from './finding.ts'

/** Opens another connection, which its owner closes in the end. */
export type Connect = () => Promise<pg.Client>

const HEAR_MS_MAX = 5_000
const NO_SUCH_STATEMENT = '26000'
const STATEMENT_EXISTS = '42P05'

/** A pooler in transaction mode takes LISTEN and never delivers. */
export async function notifications(connect: Connect): Promise<Finding> {
  const name = 'notifications'
  const channel = `mintmark_doctor_${randomBytes(8).toString('hex')}`
  const hearing = await connect()
  const telling = await connect()
  const heard = new Promise<'heard'>((resolve) => {
    hearing.on('notification', (notice) => {
      if (notice.channel === channel) resolve('heard')
    })
  })
  await hearing.query(`listen ${channel}`)
  await telling.query(`notify ${channel}`)
  const late = pause(HEAR_MS_MAX, 'late' as const, { ref: false })
  return (await Promise.race([heard, late])) === 'heard'
    ? ok(name, 'they arrive: a revocation is in force on every node at once')
    : warn(
        name,
        'they do not arrive, so nodes ask instead, several times a second',
        'A pooler in transaction mode swallows them. It works; without it revocations are faster.',
      )
}

/**
 * Whether a statement that is prepared once can be run again later. A second client that keeps its
 * transaction open makes a pooler give the first one another connection.
 */
export async function preparedStatements(connect: Connect, isUsed: boolean): Promise<Finding> {
  const name = 'prepared statements'
  const first = await connect()
  const second = await connect()
  const statement = { name: `doctor_${randomBytes(8).toString('hex')}`, text: 'select 1 as one' }
  try {
    await first.query(statement)
    await second.query('begin')
    await first.query(statement)
    await second.query(statement)
    return ok(name, isUsed ? 'they can be used' : 'they could be used, and are switched off')
  } catch (thrown) {
    const { code } = thrown as { code?: unknown }
    if (code !== NO_SUCH_STATEMENT && code !== STATEMENT_EXISTS) throw thrown
    const words = 'a pooler mixes them up'
    if (!isUsed) return ok(name, `${words}, and they are switched off`)
    return fail(
      name,
      words,
      'Set MINTMARK_DATABASE_PREPARED_STATEMENTS=false, or max_prepared_statements in PgBouncer.',
    )
  } finally {
    await second.query('rollback').catch(() => {})
  }
}
