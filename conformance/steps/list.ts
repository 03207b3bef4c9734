import type { Stage } from '../stage.ts'
import type { Step } from '../transcript.ts'
import { performCheck } from './check.ts'
import { performClient } from './client.ts'
import { performClock } from './clock.ts'
import { performConsent } from './consent.ts'
import { performJwt } from './jwt.ts'
import { performLet } from './let.ts'
import { performOutbox } from './outbox.ts'
import { performRequest } from './request.ts'

/** Every kind of step has one file here and one line in this function. */
export function performStep(step: Step, stage: Stage): Promise<void> {
  if ('request' in step) return performRequest(step, stage)
  if ('consent' in step) return performConsent(step, stage)
  if ('client' in step) return performClient(step, stage)
  if ('clock' in step) return performClock(step, stage)
  if ('outbox' in step) return performOutbox(step, stage)
  if ('jwt' in step) return performJwt(step, stage)
  if ('let' in step) return performLet(step, stage)
  if ('check' in step) return performCheck(step, stage)
  return step satisfies never
}

/** Steps that only a dev server can answer. */
export function needsDev(step: Step): boolean {
  return 'clock' in step || 'outbox' in step
}
