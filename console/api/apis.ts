import type { ApiAnswer, ApiSummary, ApiWarning } from '../../server/admin/api-shape.ts'
import type { ApiTestAnswer } from '../../server/admin/api-test.ts'
import type { ApiInput } from '../../server/gateway/apis/api-schema.ts'
import { useChange } from './change.ts'
import { type Listed, useList } from './list.ts'
import { useOne } from './one.ts'
import { patch, post } from './request.ts'

const RESOURCE = 'apis'

export type Api = ApiAnswer
export type Summary = ApiSummary
export type Warning = ApiWarning
/** What an operator writes: no more than what the API takes. */
export type ApiWish = ApiInput
export type Route = ApiWish['routes'][number]
export type ApiTest = ApiTestAnswer

export function useApis(): Listed<Summary> {
  return useList(`/${RESOURCE}`)
}

export function apiPath(name: string): string {
  return `/${RESOURCE}/${encodeURIComponent(name)}`
}

export function useApi(name: string): Api {
  return useOne(apiPath(name))
}

export function useCreateApi() {
  return useChange(RESOURCE, (wish: ApiWish) => post<Api>(`/${RESOURCE}`, wish))
}

/** `null` takes a field away. */
export type ApiChange = { readonly [Name in keyof Omit<ApiWish, 'name'>]?: ApiWish[Name] | null }

export function useChangeApi(name: string) {
  return useChange(RESOURCE, (change: ApiChange) => patch<Api>(apiPath(name), change))
}

export interface Try {
  readonly method: string
  readonly url: string
  readonly token: string
}

/** It holds a secret, so it goes through no cache. */
export function tryRequest({ token, ...line }: Try): Promise<ApiTest> {
  const text = token.trim()
  return post(`/${RESOURCE}/test`, { ...line, ...(text !== '' && { token: text }) })
}
