import { Badge, Burger, Group, Kbd, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMe } from '../api/me.ts'
import { AccountMenu } from './account-menu.tsx'
import { SEARCH_KEYS } from './keys.ts'
import { Mark } from './mark.tsx'
import { OrganizationDoor } from './organization-door.tsx'
import classes from './shell.module.css'

interface HeaderProps {
  readonly isNavigationOpen: boolean
  toggleNavigation(): void
  openSearch(): void
  openShortcuts(): void
}

export function Header(props: HeaderProps) {
  const { isNavigationOpen, toggleNavigation, openSearch, openShortcuts } = props
  const me = useMe()
  return (
    <header className={classes.header}>
      <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="sm">
        <Group gap="sm" wrap="nowrap">
          <Burger
            opened={isNavigationOpen}
            onClick={toggleNavigation}
            hiddenFrom="sm"
            size="sm"
            aria-label={isNavigationOpen ? 'Close the navigation' : 'Open the navigation'}
            aria-expanded={isNavigationOpen}
          />
          <Link to="/" className={classes.brand} aria-label={`${me.brand.name}, to the start`}>
            <Mark />
            <Text inherit component="span" truncate maw="12rem" visibleFrom="xs">
              {me.brand.name}
            </Text>
          </Link>
          {me.mode === 'dev' ? (
            <Tooltip label="A local mint for trying out: never put it on a network">
              <Badge className={classes.mode} tt="none">
                dev mode
              </Badge>
            </Tooltip>
          ) : null}
        </Group>
        <Group gap="sm" wrap="nowrap">
          {me.organization === null ? <OrganizationDoor isInNavigation={false} /> : null}
          <UnstyledButton className={classes.search} onClick={openSearch} title="Search">
            <IconSearch size={16} aria-hidden />
            <Text inherit component="span" flex={1} visibleFrom="sm">
              Search
            </Text>
            <Kbd size="xs" visibleFrom="sm">
              {SEARCH_KEYS}
            </Kbd>
          </UnstyledButton>
          <AccountMenu openShortcuts={openShortcuts} />
        </Group>
      </Group>
    </header>
  )
}
