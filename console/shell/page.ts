import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** A page as data: its line in `pages.ts` is all that the shell ever knows of it. */
export interface Page {
  /** Below `/console`; `$id` is a parameter. */
  readonly path: string
  /** In the navigation, the tab and the search, until the page itself knows better. */
  readonly title: string
  /** Without this permission the page is neither offered nor opened. */
  readonly needs: string
  /** Only pages with an icon stand in the navigation. */
  readonly icon: Icon | undefined
  load(): Promise<{ readonly Page: () => ReactNode }>
}

export interface Group {
  readonly title: string
  readonly pages: readonly Page[]
}

export function group(title: string, ...pages: readonly Page[]): Group {
  return { title, pages }
}

export function page(
  path: string,
  title: string,
  needs: string,
  load: Page['load'],
  icon?: Icon,
): Page {
  return { path, title, needs, icon, load }
}
