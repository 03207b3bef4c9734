import { lazy, Suspense, useState } from 'react'
import { useMe } from '../api/me.ts'
import { AccountButton } from './account-button.tsx'

const load = () => import('./account-menu-opened.tsx')
const Opened = lazy(async () => ({ default: (await load()).AccountMenuOpened }))

/** Who is signed in. What is behind the button comes when somebody is about to press it. */
export function AccountMenu({ openShortcuts }: { openShortcuts(): void }) {
  const { user } = useMe()
  const [isWanted, setWanted] = useState(false)
  if (user === null) return null
  const closed = (
    <AccountButton
      of={user.name}
      aria-expanded={false}
      onPointerEnter={load}
      onFocus={load}
      onClick={() => setWanted(true)}
    />
  )
  if (!isWanted) return closed
  return (
    <Suspense fallback={closed}>
      <Opened user={user} openShortcuts={openShortcuts} />
    </Suspense>
  )
}
