import { useSuspenseQuery } from '@tanstack/react-query'
import type { SigningKeyAnswer } from '../../server/admin/signing-keys.ts'
import { useChange } from './change.ts'
import { get, post } from './request.ts'

export type SigningKey = SigningKeyAnswer

const REFRESH_MS = 30_000

export function useSigningKeys(): readonly SigningKey[] {
  return useSuspenseQuery({
    queryKey: ['signing-keys', 'all'],
    queryFn: ({ signal }) => get<{ data: readonly SigningKey[] }>('/signing-keys', { signal }),
    refetchInterval: REFRESH_MS,
  }).data.data
}

interface Rotation {
  readonly dialect: string
  /** `undefined` for what the configuration says. */
  readonly lead_seconds: number | undefined
}

export function useRotate() {
  return useChange('signing-keys', (wish: Rotation) =>
    post<SigningKey>('/signing-keys/rotate', wish),
  )
}

export function useRetire() {
  return useChange('signing-keys', (kid: string) =>
    post<SigningKey>(`/signing-keys/${encodeURIComponent(kid)}/retire`),
  )
}

export interface RetirePreview {
  readonly ends: readonly { readonly what: string; readonly count: number | null }[]
  readonly words: string
}

export function previewRetiring(kid: string): Promise<RetirePreview> {
  return get(`/signing-keys/${encodeURIComponent(kid)}/retire-preview`)
}
