import { secretsOf } from './demo.ts'
import type { JsonObject } from './json.ts'
import { Deviation, type Stage } from './stage.ts'
import { needsDev, performStep } from './steps/list.ts'
import type { Step, Transcript } from './transcript.ts'

/** Plays one transcript from its first step to the first deviation, and tidies up behind it. */
export interface Replay {
  readonly name: string
  readonly title: string
  readonly failure?: ReplayFailure
}

export interface ReplayFailure {
  readonly step: string
  readonly reason: string
  readonly seen: readonly string[]
}

export function usesDev(transcript: Transcript): boolean {
  return transcript.steps.some(needsDev)
}

export async function replay(
  transcript: Transcript,
  baseUrl: URL,
  demo: JsonObject,
): Promise<Replay> {
  const stage = openStage(baseUrl, demo)
  const { name, title } = transcript
  const deviation = await playSteps(transcript.steps, stage)
  const leftover = await tidyUp(stage)
  return { name, title, failure: deviation ?? leftover }
}

function openStage(baseUrl: URL, demo: JsonObject): Stage {
  return {
    baseUrl,
    scope: { ...demo, host: baseUrl.host, port: baseUrl.port || '80' },
    secrets: secretsOf(demo),
    cleanups: [],
  }
}

async function playSteps(steps: readonly Step[], stage: Stage): Promise<ReplayFailure | undefined> {
  for (const [index, step] of steps.entries()) {
    try {
      await performStep(step, stage)
    } catch (error) {
      return failureOf(`${index + 1}. ${'step' in step ? step.step : 'let'}`, error)
    }
  }
  return undefined
}

/**
 * Every clean-up gets its turn, even after a deviation: the next transcript wants a clean server.
 */
async function tidyUp(stage: Stage): Promise<ReplayFailure | undefined> {
  const outcomes = await Promise.allSettled(stage.cleanups.map((cleanup) => cleanup()))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  return failed === undefined ? undefined : failureOf('tidying up', failed.reason)
}

function failureOf(step: string, error: unknown): ReplayFailure {
  const reason = error instanceof Error ? error.message : String(error)
  return { step, reason, seen: error instanceof Deviation ? error.seen : [] }
}
