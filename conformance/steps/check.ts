import { matchExactly } from '../matchers.ts'
import { assertMatch, type Stage } from '../stage.ts'
import { render } from '../template.ts'
import type { CheckStep } from '../transcript.ts'

/** Compares values of earlier steps with each other. */
export async function performCheck(step: CheckStep, stage: Stage): Promise<void> {
  const actual = render(step.check.value, stage.scope)
  assertMatch(matchExactly(actual, render(step.check.expect, stage.scope), 'value'))
}
