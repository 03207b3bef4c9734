import { Box, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useLocation } from '@tanstack/react-router'
import { Suspense, useEffect, useRef } from 'react'
import { meQuery } from '../api/me.ts'
import { Problem } from '../api/problem.ts'
import { announcements } from '../pieces/announce.ts'
import { Brand } from './brand.tsx'
import { Failed } from './failed.tsx'
import { Header } from './header.tsx'
import { Navigation } from './navigation.tsx'
import { OrganizationProvider } from './organization.tsx'
import { Pending } from './pending.tsx'
import { useSearchDoor } from './search-door.tsx'
import classes from './shell.module.css'
import { useShortcutsDoor } from './shortcuts-door.tsx'

/** The frame around every page. Nothing is shown before it is known who came. */
export function Shell() {
  const me = useQuery(meQuery)
  const [isOpen, { toggle, close }] = useDisclosure()
  const { pathname } = useLocation()
  const { search, open: openSearch } = useSearchDoor()
  const { shortcuts, openShortcuts } = useShortcutsDoor()
  useArrival(pathname, close)
  if (me.error !== null) {
    const isLeaving = me.error instanceof Problem && me.error.status === 401
    return isLeaving ? null : <Failed error={me.error} reset={() => me.refetch()} />
  }
  if (me.data === undefined) return null
  return (
    <OrganizationProvider>
      <Brand />
      <a className={classes.skip} href="#content">
        Skip to the page
      </a>
      <Header
        isNavigationOpen={isOpen}
        toggleNavigation={toggle}
        openSearch={openSearch}
        openShortcuts={openShortcuts}
      />
      <Navigation isOpen={isOpen} />
      <main id="content" tabIndex={-1} className={classes.main}>
        <Box maw={1120} mx="auto">
          <Suspense fallback={<Pending />}>
            <Outlet />
          </Suspense>
        </Box>
      </main>
      {search}
      {shortcuts}
      <VisuallyHidden {...announcements} />
    </OrganizationProvider>
  )
}

/** Another page is another beginning: the menu closes and the keyboard starts at its title. */
function useArrival(pathname: string, closeNavigation: () => void): void {
  const before = useRef(pathname)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about having arrived elsewhere.
  useEffect(() => {
    // The first page is begun where browsers begin, with the way past the navigation.
    if (before.current === pathname) return
    before.current = pathname
    closeNavigation()
    if (document.activeElement?.closest('#content') === null) {
      document.getElementById('content')?.focus({ preventScroll: true })
    }
  }, [pathname])
}
