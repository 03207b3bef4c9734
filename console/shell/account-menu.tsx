import {
  Avatar,
  Badge,
  Menu,
  SegmentedControl,
  Text,
  UnstyledButton,
  useMantineColorScheme,
  VisuallyHidden,
} from '@mantine/core'
import {
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCircle,
} from '@tabler/icons-react'
import { useRef } from 'react'
import { useMe } from '../api/me.ts'
import { roleWords } from '../pieces/role-words.ts'

/** Who is signed in, what they are here, and the way out. */
export function AccountMenu() {
  const { user, role, csrf_token } = useMe()
  const form = useRef<HTMLFormElement>(null)
  if (user === null) return null
  return (
    <>
      <Menu width={280}>
        <Menu.Target>
          <UnstyledButton>
            <VisuallyHidden>Account of {user.name}</VisuallyHidden>
            <Avatar size={34} name={user.name} color="brand" variant="light" aria-hidden />
          </UnstyledButton>
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
          <Menu.Item component="a" href="/account" leftSection={<IconUserCircle size={18} />}>
            Your account
          </Menu.Item>
          <Menu.Label pt="xs">
            <Scheme />
          </Menu.Label>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconLogout size={18} />}
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

const SCHEMES = [
  { value: 'auto', label: 'As the system', Icon: IconDeviceDesktop },
  { value: 'light', label: 'Light', Icon: IconSun },
  { value: 'dark', label: 'Dark', Icon: IconMoon },
] as const

function Scheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label="Colours"
      value={colorScheme}
      onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
      data={SCHEMES.map(({ value, label, Icon }) => ({
        value,
        label: (
          <span role="img" aria-label={label} title={label}>
            <Icon size={16} aria-hidden style={{ display: 'block', margin: 'auto' }} />
          </span>
        ),
      }))}
    />
  )
}
