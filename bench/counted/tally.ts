// Loaded into a server before itself (`--import`): counts what its store and its cryptography are
// asked for, and tells whoever connects to the socket that TALLY_SOCKET names. What is called
// is the genuine thing; the server does not know that anybody counts.
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { createServer } from 'node:net'
import { env } from 'node:process'
import { DatabaseSync, StatementSync } from 'node:sqlite'
import { getHeapStatistics } from 'node:v8'

export interface Tally {
  readonly statements: number
  readonly commits: number
  readonly signatures: number
  readonly allocatedBytes: number
}

const counts = { statements: 0, commits: 0, signatures: 0 }

const sqlOf = new WeakMap<StatementSync, string>()
const { prepare } = DatabaseSync.prototype
DatabaseSync.prototype.prepare = function (...args) {
  const made = prepare.apply(this, args)
  sqlOf.set(made, args[0])
  return made
}
for (const name of ['run', 'get', 'all'] as const) {
  const genuine: (this: StatementSync, ...values: never[]) => unknown =
    StatementSync.prototype[name]
  StatementSync.prototype[name] = function (this: StatementSync, ...values: never[]) {
    counts.statements += 1
    if (sqlOf.get(this) === 'commit') counts.commits += 1
    return genuine.apply(this, values)
  } as never
}

const crypto = createRequire(import.meta.url)('node:crypto') as {
  sign: (...args: never[]) => unknown
}
const { sign } = crypto
crypto.sign = (...args) => {
  counts.signatures += 1
  return sign(...args)
}
syncBuiltinESMExports()

createServer((socket) => {
  const allocatedBytes = getHeapStatistics().total_allocated_bytes
  const tally: Tally = { ...counts, allocatedBytes }
  socket.end(JSON.stringify(tally))
})
  .listen(env.TALLY_SOCKET)
  .unref()
