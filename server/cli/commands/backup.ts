import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { isoTime } from '../../protocol/clock.ts'
import { writeBackup } from '../../store/moving/backup.ts'
import { type Lock, lockFrom } from '../backup/locks.ts'
import { demandFree, publish } from '../backup/publish.ts'
import { withScratch } from '../backup/scratch.ts'
import { sealFile } from '../backup/sealed-file.ts'
import { describeOptions } from '../command.ts'
import { usage } from '../errors.ts'
import { demandStore, readLocalConfig } from '../local-config.ts'
import { fields, say, sayJson } from '../output.ts'
import { progressOnStderr } from '../progress.ts'
import { settingsFlags } from '../settings-flags.ts'
import { addStoreFlags, placeOf, STORE_SETTINGS } from '../store-place.ts'

const HELP = `
The backup is one SQLite file, whatever the store: \`mintmark restore\` brings it to either. Servers
go on serving meanwhile. It holds neither secrets nor tokens in clear, but e-mail addresses, phone
numbers and hashes, so encrypt what leaves the machine; the standard \`age\` tool opens it, too. The
master key is not in it: keep that elsewhere, because without it a backup opens nothing.

A large PostgreSQL is better kept by pg_dump or by archiving its log; after bringing such a backup
back, run \`mintmark restore --already-restored\` before anything serves.`

export function fillBackup(command: Command): void {
  describeOptions(command, {
    example: 'backup --to /backup/mintmark.age --recipient age1ql3z7hjy5…',
    options: [
      ['--to <file>', 'where to; nothing is overwritten'],
      ['--encrypt', 'encrypt with the passphrase of MINTMARK_BACKUP_PASSPHRASE'],
      ['--passphrase-file <file>', 'encrypt with the passphrase in its first line'],
    ],
    repeated: [['--recipient <age1…>', 'encrypt so that the holder of this key can open it']],
  })
  addStoreFlags(command)
    .addHelpText('after', HELP)
    .action(async (options: Readonly<Record<string, unknown>>) => {
      if (typeof options.to !== 'string') throw usage('--to is missing.')
      const file = resolve(options.to)
      const lock = lockFrom(options)
      demandFree(file)
      const config = await readLocalConfig(settingsFlags(options, STORE_SETTINGS))
      await demandStore(config)
      const place = placeOf(config)
      const at = Math.floor(Date.now() / 1_000)
      // What is in clear stays where the store itself is, unless it is what was asked for.
      const folder = lock === undefined ? dirname(file) : resolve(config.data_dir)
      const label = await withScratch(folder, async (plain) => {
        const made = await writeBackup(place, plain, at, progressOnStderr())
        if (lock === undefined) publish(plain, file)
        else await sealInto(plain, file, lock)
        return made
      })
      const tables = Object.entries(label.contents)
      const answer = {
        file,
        store: place.name,
        backup: label.id,
        made_at: isoTime(label.madeAt),
        encrypted: lock !== undefined,
        bytes: statSync(file).size,
        rows: tables.reduce((sum, [, { rows }]) => sum + rows, 0),
      }
      if (options.json === true) sayJson({ ...answer, tables: label.contents })
      else say(`${fields(answer)}\nIt was read again and is whole.`)
    })
}

function sealInto(plain: string, file: string, lock: Lock): Promise<void> {
  return withScratch(dirname(file), async (sealed) => {
    await sealFile(plain, sealed, lock)
    publish(sealed, file)
  })
}
