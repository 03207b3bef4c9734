import { useEffect, useState } from 'react'
import { serverNow } from '../api/me.ts'
import { exactWords, lengthWords } from './time-words.ts'

const TICK_MS = 1_000

interface CountdownProps {
  readonly to: string
  onEnd?(): void
}

/** What is left until an instant, second by second; it is read out once, not every second. */
export function Countdown({ to, onEnd }: CountdownProps) {
  const [left, setLeft] = useState(() => secondsTo(to))
  const hasEnded = left <= 0
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsTo(to)), TICK_MS)
    return () => clearInterval(timer)
  }, [to])
  // biome-ignore lint/correctness/useExhaustiveDependencies: it ends once, whoever listens by then.
  useEffect(() => {
    if (hasEnded) onEnd?.()
  }, [hasEnded])
  return (
    <time
      dateTime={to}
      title={exactWords(Date.parse(to))}
      style={{ fontVariantNumeric: 'tabular-nums' }}
    >
      {lengthWords(Math.max(0, left))}
    </time>
  )
}

function secondsTo(to: string): number {
  return Math.ceil((Date.parse(to) - serverNow()) / 1000)
}
