import { closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Command } from 'commander'
import { copyStore, type Named } from '../../store/moving/copy.ts'
import { usage } from '../errors.ts'
import { colors, say, sayJson, table } from '../output.ts'
import { progressOnStderr } from '../progress.ts'
import { placeAt } from '../store-place.ts'

const HELP = `
Stop every server on both stores first: what one still writes to the source while it is copied
would be missing, so a source that changed is refused. The source is only read. The target must be
empty, and nothing is in it until everything is, compared row by row. Start the servers on the
target with the same master key: every credential and token stays what it was.

An address is a database file, its folder, or postgres://user@host/database; leave the password to
PGPASSWORD or ~/.pgpass, since others on this machine see arguments.

Example:
  $ mintmark copy --from /var/lib/mintmark --to postgres://mint@db.example.com/mint`

export function fillCopy(command: Command): void {
  command
    .option('--from <address>', 'the store that is there')
    .option('--to <address>', 'an empty one')
    .option('--json', 'answer as JSON, for programs')
    .addHelpText('after', HELP)
    .action(async ({ from, to, json }: Readonly<Record<string, unknown>>) => {
      if (typeof from !== 'string') throw usage('--from is missing.')
      if (typeof to !== 'string') throw usage('--to is missing.')
      const source = placeAt('--from', from)
      const target = placeAt('--to', to)
      if (target.name === source.name) throw usage('--from and --to are the same store.')
      const { contents, othersAtSource } = await intoFile(target, () =>
        copyStore(source, target, progressOnStderr()),
      )
      if (othersAtSource > 0) warn(source, othersAtSource)
      const rows = Object.entries(contents).map(([name, of]) => ({ table: name, ...of }))
      const isVerified = true
      const answer = { from: source.name, to: target.name, verified: isVerified, tables: rows }
      if (json === true) return sayJson(answer)
      const count = rows.reduce((sum, one) => sum + one.rows, 0)
      say(table(['table', 'rows', 'checksum'], rows.map(short)))
      say(`\n${source.name} is copied to ${target.name}: ${count} rows, read again and the same.`)
    })
}

/** A file that is made for the copy is its owner's alone, and does not outlive a failure. */
async function intoFile<T>({ address }: Named, work: () => Promise<T>): Promise<T> {
  if (!('file' in address) || existsSync(address.file)) return work()
  mkdirSync(dirname(address.file), { recursive: true, mode: 0o700 })
  closeSync(openSync(address.file, 'wx', 0o600))
  try {
    return await work()
  } catch (thrown) {
    for (const end of ['', '-wal', '-shm']) rmSync(`${address.file}${end}`, { force: true })
    throw thrown
  }
}

function warn({ name }: Named, others: number): void {
  const who = others === 1 ? 'One other connection was' : `${others} other connections were`
  const words = `${who} open to ${name}. If a server still runs on it, what it does from now on`
  process.stderr.write(`${colors.yellow(`${words} is not in the copy.`)}\n`)
}

function short({ checksum, ...one }: { readonly table: string; rows: number; checksum: string }) {
  return { ...one, checksum: checksum.slice(0, 16) }
}
