import { type Me, may } from '../api/me.ts'
import { groups } from '../pages.ts'
import type { Group, Page } from './page.ts'

/** The navigation of this person: pages with an icon that they may open. */
export function offeredTo(me: Pick<Me, 'permissions'>): readonly Group[] {
  return groups
    .map(({ title, pages }) => ({
      title,
      pages: pages.filter((page) => page.icon !== undefined && may(me, page.needs)),
    }))
    .filter(({ pages }) => pages.length > 0)
}

/** What this person can begin from anywhere: pages that are about no thing that exists. */
export function actsFor(me: Pick<Me, 'permissions'>): readonly Page[] {
  return groups
    .flatMap(({ pages }): readonly Page[] => pages)
    .filter(({ icon, path, needs }) => icon === undefined && !path.includes('$') && may(me, needs))
}
