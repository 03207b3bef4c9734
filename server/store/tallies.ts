import { sql } from 'kysely'
import type { Executor } from './engine.ts'
import type { TallyTable } from './schema.ts'
import { statement } from './statement.ts'

/**
 * The stretches of time that are counted, each decision in both: short ones for what happened just
 * now, long ones so that a month is read from a twelfth of the rows.
 */
export const TALLY_STEPS_SEC = { fine: 300, coarse: 3_600 } as const

/** No organization has this number. */
export const WHOLE_PLATFORM = 0

/** What is counted: answered requests by how they ended, and by how long they took. */
export type TallyTopic = 'token' | 'resource' | 'sign_in' | 'latency'

export interface Tally {
  readonly stepSec: number
  /** Whose clients are counted; `WHOLE_PLATFORM` for all together. */
  readonly organizationId: number
  /** When its stretch begins. */
  readonly at: number
  readonly topic: TallyTopic
  readonly dialect: string
  /** `granted` or the code of the refusal; of latency, a bucket's upper bound in milliseconds. */
  readonly label: string
  readonly count: number
}

/** What a question about figures spans: from `from` on, and before `to`. */
export interface Span {
  readonly stepSec: number
  readonly organizationId: number
  readonly topic: TallyTopic
  readonly from: number
  readonly to: number
}

/** Nodes add up: whoever comes second finds the row and adds to it. */
const add = statement<Omit<TallyTable, 'id'>>()((db, p) =>
  db
    .insertInto('tallies')
    .values({
      step_sec: p.step_sec,
      organization_id: p.organization_id,
      at: p.at,
      topic: p.topic,
      dialect: p.dialect,
      label: p.label,
      count: p.count,
    })
    .onConflict((c) =>
      c
        .columns(['step_sec', 'organization_id', 'topic', 'at', 'dialect', 'label'])
        .doUpdateSet({ count: sql<number>`tallies.count + excluded.count` }),
    ),
)

const series = statement<Span & { every: number }>()((db, p) =>
  db
    .selectFrom('tallies')
    .select([
      sql<number>`tallies.at - tallies.at % ${p.every}`.as('stretch'),
      'dialect',
      'label',
      sql<number>`cast(sum(tallies.count) as bigint)`.as('total'),
    ])
    .where('step_sec', '=', p.stepSec)
    .where('organization_id', '=', p.organizationId)
    .where('topic', '=', p.topic)
    .where('at', '>=', p.from)
    .where('at', '<', p.to)
    .groupBy(['stretch', 'dialect', 'label'])
    .orderBy('stretch'),
)

const sums = statement<Span>()((db, p) =>
  db
    .selectFrom('tallies')
    .select(['dialect', 'label', sql<number>`cast(sum(tallies.count) as bigint)`.as('total')])
    .where('step_sec', '=', p.stepSec)
    .where('organization_id', '=', p.organizationId)
    .where('topic', '=', p.topic)
    .where('at', '>=', p.from)
    .where('at', '<', p.to)
    .groupBy(['dialect', 'label'])
    .orderBy('dialect')
    .orderBy('label'),
)

export interface TallySum {
  readonly dialect: string
  readonly label: string
  readonly count: number
}

/** Counts by stretch of time. They say how much, never who. */
export function tallies(executor: Executor) {
  return {
    async add({ stepSec, organizationId, ...tally }: Tally): Promise<void> {
      await executor.run(add, { ...tally, step_sec: stepSec, organization_id: organizationId })
    },
    /** Sums by stretches of this many seconds, oldest first. */
    async series(span: Span & { every: number }): Promise<(TallySum & { at: number })[]> {
      const rows = await executor.all(series, span)
      return rows.map(({ stretch: at, dialect, label, total: count }) => ({
        at,
        dialect,
        label,
        count,
      }))
    },
    async sums(span: Span): Promise<TallySum[]> {
      const rows = await executor.all(sums, span)
      return rows.map(({ dialect, label, total: count }) => ({ dialect, label, count }))
    },
  }
}
