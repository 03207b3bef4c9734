import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, type Mode, readConfig } from '../config.ts'
import { CliError } from './errors.ts'
import { placeOf } from './store-place.ts'

/** As `mintmark dev` leaves it beside the store. */
export const DEV_KEY_FILE = 'master.key'

export interface LocalFlags {
  readonly flags: Readonly<Record<string, unknown>>
  readonly file: string | undefined
}

/**
 * The settings of the data folder at hand. A folder that `mintmark dev` made carries its own master
 * key; every other one is production's.
 */
export async function readLocalConfig(local: LocalFlags, mode?: Mode): Promise<Config> {
  const sources = { ...local, env: process.env }
  if (mode !== undefined) return readConfig(mode, sources)
  const config = await readConfig('serve', sources)
  const isDev = config.master_key === '' && existsSync(join(config.data_dir, DEV_KEY_FILE))
  return isDev ? readConfig('dev', sources) : config
}

/** Throws where a command would only make an empty store to find nothing in. */
export async function demandStore(config: Config): Promise<void> {
  if (await isThere(config)) return
  const place = placeOf(config)
  throw new CliError(
    `There is no Mintmark in ${place.name}.`,
    [
      'Name its data folder with --data-dir, or ask a running server with --url and --key.',
      '`mintmark dev` makes one to try things out, `mintmark migrate` one for production.',
    ].join('\n'),
  )
}

async function isThere(config: Config): Promise<boolean> {
  const { address } = placeOf(config)
  if ('file' in address) return existsSync(address.file)
  const [{ STEPS }, { readPendingMigrations }] = await Promise.all([
    import('../store/migrations/index.ts'),
    import('../store/store.ts'),
  ])
  return (await readPendingMigrations(address)).length < STEPS.length
}
