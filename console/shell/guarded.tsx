import { type AsyncRouteComponent, lazyRouteComponent } from '@tanstack/react-router'
import { useMay } from '../api/me.ts'
import { Notice } from '../pieces/notice.tsx'
import type { Page } from './page.ts'

/**
 * The page for those who may see it; the server holds to the same rule whatever is shown here. Its
 * code is fetched when it is opened, or as soon as somebody is about to.
 */
export function guarded(page: Page): AsyncRouteComponent<object> {
  const Wanted: AsyncRouteComponent<object> = lazyRouteComponent(page.load, 'Page')
  const { preload } = Wanted
  function Guarded() {
    const isAllowed = useMay(page.needs)
    if (isAllowed) return <Wanted />
    return (
      <Notice title="This page is not open to you">
        Your role does not include “{page.title}”. An administrator can change that.
      </Notice>
    )
  }
  return Object.assign(Guarded, { preload })
}
