import { Navigate } from '@tanstack/react-router'
import { useMe } from '../api/me.ts'
import { Notice } from '../pieces/notice.tsx'
import { offeredTo } from './offered.ts'

/** Where the bare address leads: to the first page that there is for whoever came. */
export function Home() {
  const me = useMe()
  const first = offeredTo(me)[0]?.pages[0]
  if (first !== undefined) return <Navigate to={first.path} replace />
  return (
    <Notice title="No part of the console is open to you">
      You are signed in as {me.user?.email}, which has no role here. Ask an administrator for one.
    </Notice>
  )
}
