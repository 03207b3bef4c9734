import type { Replay } from './runner.ts'

/** What a run says: one line per transcript, the first deviation of each that failed, the sum. */
export interface Tally {
  readonly replays: readonly Replay[]
  /** Transcripts that need a dev server and were left out by `--no-dev`. */
  readonly leftOut: readonly string[]
}

export function replayLines({ name, title, failure }: Replay): readonly string[] {
  if (failure === undefined) return [`ok      ${name}: ${title}`]
  return [
    `FAILED  ${name}: ${title}`,
    `        step ${failure.step}`,
    `        ${failure.reason}`,
    ...failure.seen.map((line) => `        ${line}`),
  ]
}

export function closingLines({ replays, leftOut }: Tally): readonly string[] {
  const left = leftOut.map((name) => `left out  ${name}: needs a dev server`)
  return [...left, `${passedCount(replays)} passed, ${failedCount(replays)} failed`]
}

export function jsonReport({ replays, leftOut }: Tally): string {
  const report = {
    passed: passedCount(replays),
    failed: failedCount(replays),
    left_out: leftOut,
    transcripts: replays.map(({ name, title, failure }) => ({
      name,
      title,
      outcome: failure === undefined ? 'passed' : 'failed',
      ...(failure === undefined ? {} : { failure }),
    })),
  }
  return JSON.stringify(report, null, 2)
}

export function failedCount(replays: readonly Replay[]): number {
  return replays.filter((replay) => replay.failure !== undefined).length
}

function passedCount(replays: readonly Replay[]): number {
  return replays.length - failedCount(replays)
}
