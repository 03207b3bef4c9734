import { Badge, Menu, Text } from '@mantine/core'
import {
  IconDevices,
  IconFingerprint,
  IconKeyboard,
  IconLock,
  IconLogout,
  IconShieldLock,
  IconUserCircle,
} from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { type Me, useMe } from '../api/me.ts'
import { roleWords } from '../pieces/role-words.ts'
import { AccountButton } from './account-button.tsx'
import { Scheme } from './scheme.tsx'

/** Pages of the server, where people look after their own account; they need no script. */
const OWN = [
  { href: '/account', title: 'Your account', Icon: IconUserCircle },
  { href: '/account/second-factor', title: 'Second factor', Icon: IconShieldLock },
  { href: '/account/passkeys', title: 'Passkeys', Icon: IconFingerprint },
  { href: '/account/password', title: 'Password', Icon: IconLock },
  { href: '/account/sign-ins', title: 'Where you are signed in', Icon: IconDevices },
] as const

interface AccountMenuOpenedProps {
  readonly user: NonNullable<Me['user']>
  openShortcuts(): void
}

/** Who is signed in, what they are here, and the way out. */
export function AccountMenuOpened({ user, openShortcuts }: AccountMenuOpenedProps) {
  const { role, csrf_token } = useMe()
  const form = useRef<HTMLFormElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  // The button that was pressed made room for this one, which gets the focus back at the end.
  useEffect(() => {
    button.current?.focus()
    setOpen(true)
  }, [])
  return (
    <>
      <Menu
        width={280}
        opened={isOpen}
        onChange={setOpen}
        shadow="md"
        position="bottom-end"
        // Within the header, whose part it is, and with the first item as the place to begin.
        withinPortal={false}
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <AccountButton of={user.name} ref={button} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text c="var(--mantine-color-text)" fw={600} truncate>
              {user.name}
            </Text>
            <Text size="sm" truncate>
              {user.email}
            </Text>
            <Badge mt={6} variant="light" tt="none">
              {roleWords(role)}
            </Badge>
          </Menu.Label>
          <Menu.Divider />
          {OWN.map(({ href, title, Icon }) => (
            <Menu.Item
              key={href}
              component="a"
              href={href}
              leftSection={<Icon size={18} aria-hidden />}
            >
              {title}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Scheme />
          <Menu.Divider />
          <Menu.Item leftSection={<IconKeyboard size={18} aria-hidden />} onClick={openShortcuts}>
            Keyboard shortcuts
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconLogout size={18} aria-hidden />}
            onClick={() => form.current?.requestSubmit()}
          >
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <form ref={form} method="post" action="/sign-out" hidden>
        <input type="hidden" name="csrf" value={csrf_token ?? ''} />
        <input type="hidden" name="return_to" value="/console/" />
      </form>
    </>
  )
}
