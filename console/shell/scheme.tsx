import { SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'

const SCHEMES = [
  { value: 'auto', label: 'As the system', Icon: IconDeviceDesktop },
  { value: 'light', label: 'Light', Icon: IconSun },
  { value: 'dark', label: 'Dark', Icon: IconMoon },
] as const

/** Light or dark, or as the system is; the browser remembers it. */
export function Scheme() {
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
