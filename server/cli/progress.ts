import type { Progress } from '../store/moving/rows.ts'

const INTERVAL_MS = 1_000

/** A line now and then, beside the answer. */
export function progressOnStderr(): Progress {
  let saidAtMs = -Infinity
  let saidTable = ''
  return (table, rows) => {
    const isLate = performance.now() - saidAtMs >= INTERVAL_MS
    if (table === saidTable && !isLate) return
    saidAtMs = performance.now()
    saidTable = table
    process.stderr.write(`${table}: ${rows} rows\n`)
  }
}
