import { useHotkeys } from '@mantine/hooks'
import { useState } from 'react'
import { later } from '../pieces/later.tsx'
import { useSingleKey } from '../pieces/single-keys.ts'

const Search = later(async () => (await import('./search.tsx')).Search)

/** The search's code is fetched when it is first wanted: by ⌘K, by / or by its button. */
export function useSearchDoor() {
  const [isWanted, setWanted] = useState(false)
  const open = async (): Promise<void> => {
    const { spotlight } = await import('@mantine/spotlight')
    setWanted(true)
    spotlight.open()
  }
  useHotkeys([['mod + K', open]])
  useSingleKey('/', open)
  return { open, search: isWanted ? <Search /> : null }
}
