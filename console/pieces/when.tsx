import { Tooltip } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { serverNow } from '../api/me.ts'
import { exactWords, relativeWords } from './time-words.ts'

const TICK_MS = 30_000

/** An instant in words, with the exact time in the reader's zone for who points at it. */
export function When({
  at,
  never = 'never',
}: {
  readonly at: string | null | undefined
  /** What its absence means. */
  readonly never?: string
}) {
  const tick = useSyncExternalStore(subscribe, nowInTicks)
  if (at === null || at === undefined) return <span>{never}</span>
  const atMs = Date.parse(at)
  const now = serverNow()
  return (
    <Tooltip label={exactWords(atMs)}>
      <time dateTime={at} data-tick={tick}>
        {relativeWords(atMs, now)}
      </time>
    </Tooltip>
  )
}

function subscribe(changed: () => void): () => void {
  const timer = setInterval(changed, TICK_MS)
  return () => clearInterval(timer)
}

function nowInTicks(): number {
  return Math.floor(Date.now() / TICK_MS)
}
