import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs'

export type Ending = 'ok' | 'refused' | 'unknown'

/** One operation that was asked for; it ends once. */
export interface Operation {
  end(how: Ending, detail: string): void
}

/**
 * Everything that was asked and answered, on disk before anything is concluded from it: a line when
 * an operation is asked for, and a line when its answer is there or can no longer come.
 */
export interface History {
  readonly file: string
  readonly counts: Readonly<Record<Ending, number>>
  begin(thing: string, what: string, place: number): Operation
  note(thing: string, words: string): void
  /** The lines that concern a thing, and those that concern all. */
  linesOf(thing: string): readonly string[]
  close(): void
}

/** Notes about the whole: kills and restarts. */
export const EVERYTHING = '*'

export function openHistory(file: string): History {
  const out = openSync(file, 'w')
  const counts = { ok: 0, refused: 0, unknown: 0 }
  let operations = 0
  const write = (thing: string, words: string): void => {
    appendFileSync(out, `${(performance.now() / 1_000).toFixed(3)}\t${thing}\t${words}\n`)
  }
  return {
    file,
    counts,
    begin(thing, what, place) {
      operations += 1
      const name = `#${operations} ${what}`
      write(thing, `${name} on node ${place}: asked`)
      return {
        end(how, detail) {
          counts[how] += 1
          write(thing, `${name}: ${how} ${detail}`)
        },
      }
    },
    note: write,
    linesOf(thing) {
      const lines = readFileSync(file, 'utf8').split('\n')
      return lines.filter((line) => {
        const [, of] = line.split('\t')
        return of === thing || of === EVERYTHING
      })
    },
    close: () => closeSync(out),
  }
}
