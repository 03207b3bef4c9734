import type { AvailabilityAnswer } from '../../server/admin/availability.ts'
import { useChange } from './change.ts'
import { type Listed, useList } from './list.ts'
import { put, type Query, remove } from './request.ts'

const RESOURCE = 'availability'

export type Skill = AvailabilityAnswer

export function useSkills(query: Query): Listed<Skill> {
  return useList(`/${RESOURCE}`, query)
}

export function usePutSkill() {
  return useChange(RESOURCE, ({ organization_id, skill, ...counts }: Skill) =>
    put<Skill>(skillPath({ organization_id, skill }), counts),
  )
}

export function useDeleteSkill() {
  return useChange(RESOURCE, (skill: Skill) => remove(skillPath(skill)))
}

function skillPath({ organization_id, skill }: Pick<Skill, 'organization_id' | 'skill'>): string {
  return `/${RESOURCE}/${organization_id}/${encodeURIComponent(skill)}`
}
