import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { Config } from '../config.ts'
import { DATABASE, storeAddressOf } from '../core.ts'
import type { Named } from '../store/moving/copy.ts'
import { usage } from './errors.ts'

/** The settings that say which store is meant. */
export const STORE_SETTINGS = ['data_dir', 'database_url'] as const

export function addStoreFlags(command: Command): Command {
  return command
    .option('--data-dir <folder>', 'the local data folder (or MINTMARK_DATA_DIR)')
    .option('--database-url <url>', 'a PostgreSQL; others see flags: prefer MINTMARK_DATABASE_URL')
    .option('--config <file>', 'the settings’ file (or MINTMARK_CONFIG)')
}

const POSTGRES = /^postgres(ql)?:\/\//
/** A command works alone; it needs no pool. */
const CONNECTIONS_MAX = 2
const PORT = '5432'

/** Where the settings say that everything is kept. A command does not wait for a database. */
export function placeOf(config: Config): Named {
  const address = storeAddressOf({ config, onStoreError: () => {} })
  if ('file' in address) return { address, name: address.file }
  return { address: { ...address, waitMsMax: 0 }, name: nameOf(address.url) }
}

/** A store as an argument names it: the URL of a PostgreSQL, a database file, or its folder. */
export function placeAt(flag: string, text: string): Named {
  if (POSTGRES.test(text)) {
    if (!URL.canParse(text)) throw usage(`${flag} is no address of a PostgreSQL.`)
    const address = {
      url: text,
      connectionsMax: CONNECTIONS_MAX,
      usesPreparedStatements: false,
      onError: () => {},
    }
    return { address, name: nameOf(text) }
  }
  if (/^[a-z]+:\/\//i.test(text)) throw usage(`${flag} must be a file or a postgres:// address.`)
  const isFolder = existsSync(text) && statSync(text).isDirectory()
  const file = isFolder ? join(text, DATABASE) : text
  return { address: { file }, name: file }
}

/** Host and database: the rest of the address holds the password. */
export function nameOf(url: string): string {
  const { hostname, port, pathname, searchParams, username } = new URL(url)
  const host = hostname || searchParams.get('host') || 'localhost'
  const database = decodeURIComponent(pathname.slice(1)) || username || 'postgres'
  return `PostgreSQL database "${database}" on ${decodeURIComponent(host)}:${port || PORT}`
}
