import { NavLink, Text } from '@mantine/core'
import { Link, useLocation } from '@tanstack/react-router'
import { useMe } from '../api/me.ts'
import { offeredTo } from './offered.ts'
import { OrganizationDoor } from './organization-door.tsx'
import type { Page } from './page.ts'
import classes from './shell.module.css'

interface NavigationProps {
  /** On a phone; on a desk it always is. */
  readonly isOpen: boolean
}

export function Navigation({ isOpen }: NavigationProps) {
  const me = useMe()
  const groups = offeredTo(me)
  return (
    <nav className={classes.navbar} data-open={isOpen || undefined} aria-label="Console">
      {me.organization === null ? <OrganizationDoor isInNavigation /> : null}
      {groups.map(({ title, pages }) => (
        <section key={title} aria-label={title}>
          <Text className={classes.groupTitle} aria-hidden>
            {title}
          </Text>
          {pages.map((page) => (
            <Entry key={page.path} page={page} />
          ))}
        </section>
      ))}
    </nav>
  )
}

function Entry({ page }: { readonly page: Page }) {
  const { pathname } = useLocation()
  const isHere = pathname === page.path || pathname.startsWith(`${page.path}/`)
  const Icon = page.icon
  return (
    <NavLink
      className={classes.link}
      active={isHere}
      label={page.title}
      leftSection={Icon === undefined ? null : <Icon size={18} stroke={1.75} aria-hidden />}
      renderRoot={(props) => (
        <Link to={page.path} aria-current={isHere ? 'page' : undefined} {...props} />
      )}
    />
  )
}
