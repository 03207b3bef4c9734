import { stdout } from 'node:process'
import { BYTES_PER_ROW, CEILINGS } from './ceilings.ts'
import { count } from './measure.ts'

/** `node bench/counted/main.ts`: what a request of each row costs, beside what it may cost. */
const { work, bytesPerRow } = await count()
for (const [name, kinds] of work) {
  const ceiling = new Map(Object.entries(CEILINGS[name] ?? {}))
  const parts = Object.entries(kinds).map(
    ([kind, found]) => `${kind} ${found} of ${ceiling.get(kind)}`,
  )
  stdout.write(`${name.padEnd(20)} ${parts.join(' · ')}\n`)
}
for (const [table, bytes] of bytesPerRow) {
  stdout.write(`${table.padEnd(20)} bytes per row ${bytes} of ${BYTES_PER_ROW[table]}\n`)
}
