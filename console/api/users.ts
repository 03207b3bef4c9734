import type { UserAnswer } from '../../server/admin/user-shape.ts'
import { useChange } from './change.ts'
import { type Listed, useList } from './list.ts'
import { useOne } from './one.ts'
import { patch, post, type Query } from './request.ts'

const RESOURCE = 'users'

export type User = UserAnswer

export interface NewUser {
  readonly email: string
  readonly name: string
  readonly roles: readonly string[]
  readonly is_kiosk_host: boolean
  readonly password?: string
  readonly organization_id?: number
}

export type UserChange = Partial<
  Pick<User, 'email' | 'name' | 'roles' | 'is_kiosk_host' | 'enabled'> & {
    readonly password: string
  }
>

/** A link by which somebody sets their password; it is shown this one time. */
export interface Invitation {
  readonly link: string
  readonly expires_at: string
}

export function useUsers(query: Query, isWanted = true): Listed<User> {
  return useList(`/${RESOURCE}`, query, isWanted)
}

export function userPath(id: string): string {
  return `/${RESOURCE}/${encodeURIComponent(id)}`
}

export function useUser(id: string): User {
  return useOne(userPath(id))
}

export function useCreateUser() {
  return useChange(RESOURCE, (wish: NewUser) => post<User>(`/${RESOURCE}`, wish))
}

export function useChangeUser(id: string) {
  return useChange(RESOURCE, (change: UserChange) => patch<User>(userPath(id), change))
}

export function useInviteUser() {
  return useChange(RESOURCE, (id: string) => post<Invitation>(`${userPath(id)}/invitations`))
}

export function useResetSecondFactor(id: string) {
  return useChange(RESOURCE, () => post<void>(`${userPath(id)}/reset-second-factor`))
}

export function useEndSignIns(id: string) {
  return useChange(RESOURCE, () => post<void>(`${userPath(id)}/end-sign-ins`))
}
