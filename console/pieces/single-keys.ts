import { useHotkeys, useLocalStorage } from '@mantine/hooks'

const KEY = 'mintmark-single-keys'

/** Whether single keys do something. Who dictates to the machine wants that off (WCAG 2.1.4). */
export function useSingleKeys() {
  const [kept, keep] = useLocalStorage({
    key: KEY,
    defaultValue: 'on',
    serialize: (value) => value,
    deserialize: (value) => value ?? 'on',
    getInitialValueInEffect: false,
  })
  return { isOn: kept !== 'off', turn: (isOn: boolean) => keep(isOn ? 'on' : 'off') }
}

/** Does something at a single key, unless somebody types, reads a dialog, or wants none of it. */
export function useSingleKey(key: string, act: () => void): void {
  const { isOn } = useSingleKeys()
  const run = (): void => {
    if (document.querySelector('[role="dialog"]') === null) act()
  }
  useHotkeys(isOn ? [[key, run]] : [])
}
