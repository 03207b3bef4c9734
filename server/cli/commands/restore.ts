import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { Config } from '../../config.ts'
import { secretsFrom } from '../../credentials/secrets.ts'
import { CLOCK_FACT } from '../../dev/routes.ts'
import { readMasterKey } from '../../master-key.ts'
import { isoTime } from '../../protocol/clock.ts'
import { restoreStore, settleInPlace } from '../../store/moving/restore.ts'
import type { RestoreWish } from '../../store/moving/settle.ts'
import { type CanOpen, prepareStaged } from '../../store/moving/staged.ts'
import { keysFrom } from '../backup/locks.ts'
import { wordsOfRestoration } from '../backup/restored-words.ts'
import { withScratch } from '../backup/scratch.ts'
import { openSealed } from '../backup/sealed-file.ts'
import { describeOptions } from '../command.ts'
import { CliError, usage } from '../errors.ts'
import { readLocalConfig } from '../local-config.ts'
import { say, sayJson } from '../output.ts'
import { progressOnStderr } from '../progress.ts'
import { settingsFlags } from '../settings-flags.ts'
import { addStoreFlags, placeOf, STORE_SETTINGS } from '../store-place.ts'

const HELP = `
A backup does not know what was revoked or used after it was made. So every access, refresh and
user token of before, every code, sign-in, room link and waiting text ends, and new signing keys are
made: whoever holds a token gets a new one. Secrets, keys, passwords, clients and users stay, but
what the store that is replaced knew as revoked, disabled or changed stays so. Where no store is
there to tell, you must say with --credentials what is to be done.

Stop every server first. The replaced store is kept aside, and nothing is changed before all is
ready. After pg_restore or a point-in-time recovery use --already-restored instead of --from.`

type Options = Readonly<Record<string, unknown>>

export function fillRestore(command: Command): void {
  describeOptions(command, {
    example: 'restore --from /backup/mintmark.age --identity-file key.txt',
    options: [
      ['--from <file>', 'a file of `mintmark backup`, or a copy of a SQLite store'],
      ['--already-restored', 'the database was turned back already: end what must not live'],
      [
        '--credentials <keep|end>',
        'keep secrets, keys and passwords as they were, or end them all',
      ],
      ['--replace', 'a PostgreSQL that is not empty gives way; its rows are kept in a schema'],
      ['--identity-file <file>', 'the age identity that opens it'],
      ['--passphrase-file <file>', 'the passphrase that opens it (or MINTMARK_BACKUP_PASSPHRASE)'],
    ],
  })
  addStoreFlags(command)
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const config = await readLocalConfig(settingsFlags(options, STORE_SETTINGS))
      const wish = wishFrom(config, options)
      const answer = await (options.alreadyRestored === true
        ? inPlace(config, options, wish)
        : fromFile(config, options, wish))
      if (options.json === true) sayJson(answer)
      else say(wordsOfRestoration(answer))
    })
}

function wishFrom({ mode }: Config, { credentials }: Options): RestoreWish {
  if (credentials !== undefined && credentials !== 'keep' && credentials !== 'end') {
    throw usage('--credentials must be keep or end.')
  }
  const clockFact = mode === 'dev' ? CLOCK_FACT : undefined
  return { now: Math.floor(Date.now() / 1_000), credentials, clockFact }
}

async function inPlace(config: Config, { from }: Options, wish: RestoreWish) {
  if (from !== undefined) throw usage('--from and --already-restored exclude each other.')
  const place = placeOf(config)
  const settled = await settleInPlace(place, wish)
  return { store: place.name, backup: null, made_at: null, ...settled, aside: null }
}

async function fromFile(config: Config, options: Options, wish: RestoreWish) {
  if (typeof options.from !== 'string') throw usage('--from is missing.')
  const from = resolve(options.from)
  if (!existsSync(from)) throw new CliError(`There is no file ${from}.`)
  const keys = keysFrom(options)
  const canOpen = opensWith(config)
  const place = placeOf(config)
  const folder = resolve(config.data_dir)
  const target = {
    ...place,
    asideName: asideName('file' in place.address ? folder : undefined, wish.now),
    mayReplace: options.replace === true,
  }
  return withScratch(folder, async (file) => {
    await openSealed(from, file, keys)
    const label = await prepareStaged(file, from, canOpen)
    const restored = await restoreStore({ file, label }, target, wish, progressOnStderr())
    return {
      store: place.name,
      backup: label?.id ?? null,
      made_at: label === undefined ? null : isoTime(label.madeAt),
      ...restored,
      aside: restored.aside ?? null,
    }
  })
}

/** What the replaced store is called: a file beside the new one, or a schema of the database. */
function asideName(folder: string | undefined, at: number): string {
  const date = isoTime(at).replaceAll(/[-:]/g, '')
  if (folder !== undefined) return join(folder, `mintmark-replaced-${date}.db`)
  return `mintmark_replaced_${date.toLowerCase()}`
}

function opensWith(config: Config): CanOpen {
  const secrets = secretsFrom(readMasterKey(config))
  return (sealed) => {
    try {
      secrets.unseal(sealed)
      return true
    } catch {
      return false
    }
  }
}
