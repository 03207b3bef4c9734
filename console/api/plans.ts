import type { PlanAnswer } from '../../server/admin/plans.ts'
import { useChange } from './change.ts'
import { type Listed, useList } from './list.ts'
import { useOne } from './one.ts'
import { patch, post, put, type Query, remove } from './request.ts'

const RESOURCE = 'plans'

export type Plan = PlanAnswer
export type Guest = Plan['guests'][number]

export interface NewPlan {
  readonly name: string
  readonly organization_id?: number
}

export function usePlans(query: Query): Listed<Plan> {
  return useList(`/${RESOURCE}`, query)
}

export function planPath(id: string): string {
  return `/${RESOURCE}/${encodeURIComponent(id)}`
}

export function usePlan(id: string): Plan {
  return useOne(planPath(id))
}

export function useCreatePlan() {
  return useChange(RESOURCE, (wish: NewPlan) => post<Plan>(`/${RESOURCE}`, wish))
}

export function useChangePlan(id: string) {
  return useChange(RESOURCE, (change: { readonly name: string }) =>
    patch<Plan>(planPath(id), change),
  )
}

export function useAddGuest(id: string) {
  return useChange(RESOURCE, (userId: string) => put<unknown>(guestPath(id, userId), {}))
}

export function useRemoveGuest(id: string) {
  return useChange(RESOURCE, (userId: string) => remove(guestPath(id, userId)))
}

function guestPath(id: string, userId: string): string {
  return `${planPath(id)}/guests/${encodeURIComponent(userId)}`
}
