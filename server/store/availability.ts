import type { Availability } from '../protocol/resource-operations.ts'
import type { Executor } from './engine.ts'
import { statement } from './statement.ts'

const bySkill = statement<{ organizationId: number; skill: string }>()((db, p) =>
  db
    .selectFrom('availability')
    .selectAll()
    .where('organization_id', '=', p.organizationId)
    .where('skill', '=', p.skill),
)

const put = statement<Availability & { organizationId: number; skill: string }>()((db, p) =>
  db
    .insertInto('availability')
    .values({
      organization_id: p.organizationId,
      skill: p.skill,
      ready: p.ready,
      away: p.away,
      extended_away: p.extendedAway,
      logged_out: p.loggedOut,
    })
    .onConflict((c) =>
      c.columns(['organization_id', 'skill']).doUpdateSet({
        ready: p.ready,
        away: p.away,
        extended_away: p.extendedAway,
        logged_out: p.loggedOut,
      }),
    ),
)

export function availability(executor: Executor) {
  return {
    async load(organizationId: number, skill: string): Promise<Availability | undefined> {
      const row = await executor.first(bySkill, { organizationId, skill })
      return (
        row && {
          ready: row.ready,
          away: row.away,
          extendedAway: row.extended_away,
          loggedOut: row.logged_out,
        }
      )
    },
    async put(organizationId: number, skill: string, counts: Availability): Promise<void> {
      await executor.run(put, { organizationId, skill, ...counts })
    },
  }
}
