import { advanceClock } from '../dev.ts'
import { keepCaptures, type Stage } from '../stage.ts'
import { renderNumber } from '../template.ts'
import type { ClockStep } from '../transcript.ts'

/** Moves the server's clock forward; with 0 it only reads it. It never goes back. */
export async function performClock(step: ClockStep, stage: Stage): Promise<void> {
  const advanceSec = renderNumber(step.clock.advance_seconds, stage.scope)
  const now = await advanceClock(stage.baseUrl, advanceSec)
  keepCaptures(stage, step.capture, { now, epochSec: Math.floor(Date.parse(now) / 1000) })
}
