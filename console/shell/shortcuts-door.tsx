import { useDisclosure } from '@mantine/hooks'
import { lazy, Suspense, useState } from 'react'
import { useSingleKey } from '../pieces/single-keys.ts'

const load = () => import('./shortcuts.tsx')
const Shortcuts = lazy(async () => ({ default: (await load()).Shortcuts }))

/** The help for the keyboard, by ? or from the account's menu. Its code comes when wanted. */
export function useShortcutsDoor() {
  const [isWanted, setWanted] = useState(false)
  const [isOpen, { open, close }] = useDisclosure()
  const openShortcuts = async (): Promise<void> => {
    await load()
    setWanted(true)
    open()
  }
  useSingleKey('shift + ?', openShortcuts)
  const shortcuts = isWanted ? (
    <Suspense fallback={null}>
      <Shortcuts isOpen={isOpen} close={close} />
    </Suspense>
  ) : null
  return { openShortcuts, shortcuts }
}
