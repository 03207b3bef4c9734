import type { Stage } from '../stage.ts'
import { render } from '../template.ts'
import type { LetStep } from '../transcript.ts'

/** Names values for later steps, in order: a later one may use an earlier one. */
export async function performLet(step: LetStep, stage: Stage): Promise<void> {
  for (const [name, value] of Object.entries(step.let)) {
    stage.scope[name] = render(value, stage.scope)
  }
}
