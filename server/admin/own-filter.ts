import { z } from 'zod'
import type { OwnFilter } from '../store/contains.ts'
import { type Actor, isOpenTo } from './authority.ts'
import { organizationId, searchText } from './values.ts'

/** What narrows the list of anything that belongs to an organization and has a name. */
export const ownAndText = {
  q: searchText.optional().describe('A part of what it is called'),
  organization_id: z.coerce.number().pipe(organizationId).optional(),
}

export interface OwnAndText {
  readonly q?: string | undefined
  readonly organization_id?: number | undefined
}

/** `undefined` where the actor has nothing to see: a foreign organization has no things. */
export function ownFilterOf(asked: OwnAndText, actor: Actor): OwnFilter | undefined {
  const wanted = asked.organization_id ?? actor.organizationId
  return isOpenTo(actor, wanted) ? { organizationId: wanted, text: asked.q } : undefined
}
