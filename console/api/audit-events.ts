import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { AuditEventAnswer } from '../../server/admin/audit-events.ts'
import { type Listed, useList } from './list.ts'
import { get, type Query } from './request.ts'

export type AuditEvent = AuditEventAnswer

const PERIOD_MS = 2_000
const FRESH_MAX = 500

export function useAuditEvents(query: Query): Listed<AuditEvent> {
  return useList<AuditEvent>('/audit-events', query)
}

/** One event by its id, which may lie anywhere in the log. */
export function useAuditEvent(id: string | undefined) {
  const { data, isLoading } = useQuery({
    queryKey: ['audit-events', 'one', id],
    queryFn: async ({ signal }) => {
      const before = `evt_${Number(id?.slice('evt_'.length)) - 1}`
      const query = { after: before, limit: 1 }
      const { data } = await get<{ data: readonly AuditEvent[] }>('/audit-events', {
        query,
        signal,
      })
      return data.find((one) => one.id === id) ?? null
    },
    enabled: id !== undefined && /^evt_[1-9]\d{0,15}$/.test(id),
  })
  return { event: data ?? undefined, isLoading }
}

interface Newer {
  readonly data: readonly AuditEvent[]
  readonly next_cursor: string | null
}

export interface FreshEvent {
  readonly event: AuditEvent
  readonly cameAtMs: number
}

/** Before all others: where a search that has found nothing yet is followed from. */
export const BEFORE_ALL = 'evt_0'

/**
 * What is written while somebody looks: asked for again and again, from the newest that is known.
 * It rests while the tab is hidden, and misses nothing of that time when it is shown again.
 */
export function useFollowed(
  query: Query,
  newest: string | undefined,
  isOn: boolean,
): readonly FreshEvent[] {
  const [fresh, setFresh] = useState<readonly FreshEvent[]>([])
  const known = useRef<string>(undefined)
  const key = JSON.stringify(query)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another search begins anew.
  useEffect(() => {
    known.current = undefined
    setFresh([])
  }, [key])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the query.
  useEffect(() => {
    if (!isOn || newest === undefined) return
    const gone = new AbortController()
    let isAsking = false
    const ask = async (): Promise<void> => {
      if (isAsking || document.visibilityState !== 'visible') return
      isAsking = true
      try {
        const after = known.current ?? newest
        const { data, next_cursor: next } = await get<Newer>('/audit-events', {
          query: { ...query, after },
          signal: gone.signal,
        })
        known.current = next ?? data.at(-1)?.id ?? after
        if (data.length === 0) return
        const cameAtMs = Date.now()
        const more = data.toReversed().map((event) => ({ event, cameAtMs }))
        setFresh((before) => [...more, ...before].slice(0, FRESH_MAX))
      } catch {
        // A question that failed is asked again with the next.
      } finally {
        isAsking = false
      }
    }
    const timer = setInterval(ask, PERIOD_MS)
    return () => {
      clearInterval(timer)
      gone.abort()
    }
  }, [key, newest, isOn])

  return fresh
}

/** Where a browser fetches the same events as a file. */
export function exportAddress(query: Query, format: 'csv' | 'ndjson'): string {
  const said = Object.entries({ format, ...query }).filter(([, value]) => value !== undefined)
  const text = new URLSearchParams(said.map(([name, value]) => [name, String(value)]))
  return `/admin/v1/audit-events/export?${text}`
}
