import type { Availability } from '../protocol/resource-operations.ts'
import type { Executor } from './engine.ts'
import type { AvailabilityTable } from './schema.ts'
import { statement } from './statement.ts'

/** One skill of one organization, and how many of its agents are in each state. */
export interface SkillRecord extends Availability {
  readonly organizationId: number
  readonly skill: string
}

/** A place in the list of all skills: by organization, then by name. */
export type SkillPlace = Pick<SkillRecord, 'organizationId' | 'skill'>

const bySkill = statement<SkillPlace>()((db, p) =>
  db
    .selectFrom('availability')
    .selectAll()
    .where('organization_id', '=', p.organizationId)
    .where('skill', '=', p.skill),
)

const ofOrganization = statement<SkillPlace & { limit: number }>()((db, p) =>
  db
    .selectFrom('availability')
    .selectAll()
    .where('organization_id', '=', p.organizationId)
    .where('skill', '>', p.skill)
    .orderBy('skill')
    .limit(p.limit),
)

const ofAll = statement<SkillPlace & { limit: number }>()((db, p) =>
  db
    .selectFrom('availability')
    .selectAll()
    .where((e) =>
      e.or([
        e('organization_id', '>', p.organizationId),
        e.and([e('organization_id', '=', p.organizationId), e('skill', '>', p.skill)]),
      ]),
    )
    .orderBy('organization_id')
    .orderBy('skill')
    .limit(p.limit),
)

const put = statement<SkillRecord>()((db, p) =>
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

const remove = statement<SkillPlace>()((db, p) =>
  db
    .deleteFrom('availability')
    .where('organization_id', '=', p.organizationId)
    .where('skill', '=', p.skill),
)

export function availability(executor: Executor) {
  return {
    async load(organizationId: number, skill: string): Promise<Availability | undefined> {
      const row = await executor.first(bySkill, { organizationId, skill })
      return row && fromRow(row)
    },
    /** Those after a place; of all organizations where none is named. */
    async after(
      organizationId: number | undefined,
      after: SkillPlace | undefined,
      limit: number,
    ): Promise<SkillRecord[]> {
      const skill = after?.skill ?? ''
      const rows =
        organizationId === undefined
          ? executor.all(ofAll, { organizationId: after?.organizationId ?? 0, skill, limit })
          : executor.all(ofOrganization, { organizationId, skill, limit })
      return (await rows).map(fromRow)
    },
    async put(organizationId: number, skill: string, counts: Availability): Promise<void> {
      await executor.run(put, { ...counts, organizationId, skill })
    },
    async remove(organizationId: number, skill: string): Promise<boolean> {
      return (await executor.run(remove, { organizationId, skill })) === 1
    },
  }
}

function fromRow(row: AvailabilityTable): SkillRecord {
  return {
    organizationId: row.organization_id,
    skill: row.skill,
    ready: row.ready,
    away: row.away,
    extendedAway: row.extended_away,
    loggedOut: row.logged_out,
  }
}
