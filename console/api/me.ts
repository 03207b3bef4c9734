import { useSuspenseQuery } from '@tanstack/react-query'
import type { MeAnswer } from '../../server/admin/me.ts'
import { get, keepCsrfToken } from './request.ts'

export type Me = MeAnswer

/** The server's clock minus this browser's: in dev mode the server's may have been moved. */
let clockAheadMs = 0

export const meQuery = {
  queryKey: ['me'],
  queryFn: async () => {
    const me = await get<Me>('/me')
    keepCsrfToken(me.csrf_token)
    clockAheadMs = Date.parse(me.now) - Date.now()
    return me
  },
  staleTime: Number.POSITIVE_INFINITY,
}

/** Who is signed in. The shell has asked before any page is shown. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}

export function serverNow(): number {
  return Date.now() + clockAheadMs
}

export function may(me: Pick<Me, 'permissions'>, permission: string): boolean {
  return me.permissions.includes('*') || me.permissions.includes(permission)
}

export function useMay(permission: string): boolean {
  return may(useMe(), permission)
}
