import { Switch } from '@mantine/core'

interface KioskSwitchProps {
  readonly checked: boolean
  readonly isFixed?: boolean
  onChange(checked: boolean): void
}

/** In the vendor's own words, so that its instructions can be followed to the letter. */
export function KioskSwitch({ checked, isFixed = false, onChange }: KioskSwitchProps) {
  return (
    <Switch
      label="Show employee as a host on the Visitors Kiosk"
      description="Leave it off for an API user, which nobody comes to visit."
      checked={checked}
      disabled={isFixed}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
