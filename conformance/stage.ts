import { type Json, type JsonObject, show } from './json.ts'
import type { Mismatch } from './matchers.ts'
import { evaluate } from './template.ts'
import type { Capture } from './transcript.ts'

/** What one transcript plays on: the server, the values known so far, and what to tidy up. */
export interface Stage {
  readonly baseUrl: URL
  readonly scope: Record<string, Json>
  /** Values of demo.json that no answer may repeat. */
  readonly secrets: readonly string[]
  readonly cleanups: (() => Promise<void>)[]
}

/**
 * The server did something else than the transcript says. `seen` shows the exchange it happened in.
 */
export class Deviation extends Error {
  readonly mismatch: Mismatch
  readonly seen: readonly string[]

  constructor(mismatch: Mismatch, seen: readonly string[] = []) {
    super(`${mismatch.at}: expected ${mismatch.expected}, got ${mismatch.actual}`)
    this.mismatch = mismatch
    this.seen = seen
  }
}

export function assertMatch(outcome: Mismatch | undefined, seen: readonly string[] = []): void {
  if (outcome !== undefined) throw new Deviation(outcome, seen)
}

export function keepCaptures(stage: Stage, capture: Capture | undefined, root: JsonObject): void {
  for (const [name, expression] of Object.entries(capture ?? {})) {
    try {
      stage.scope[name] = evaluate(expression, root)
    } catch {
      throw new Deviation({ at: expression, expected: 'a value to keep', actual: show(root) })
    }
  }
}
