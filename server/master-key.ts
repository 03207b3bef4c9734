import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, ConfigError } from './config.ts'
import { MASTER_KEY_BYTES_MIN } from './credentials/secrets.ts'

const FILE = 'master.key'
const DISTINCT_BYTES_MIN = 12
const ADVICE = 'Set MINTMARK_MASTER_KEY to the answer of `openssl rand -base64 32` and keep it.'

/**
 * The key that everything else hangs on. Production must be given one and refuses a weak one; dev
 * mode makes its own, beside the store that it protects.
 */
export function readMasterKey(config: Config): Uint8Array {
  if (config.master_key !== '') return strongKey(config.master_key)
  if (config.mode === 'serve') {
    throw new ConfigError([`master_key: it is missing. ${ADVICE}`])
  }
  const path = join(config.data_dir, FILE)
  if (!existsSync(path)) {
    writeFileSync(path, randomBytes(MASTER_KEY_BYTES_MIN).toString('base64'), { mode: 0o600 })
  }
  return strongKey(readFileSync(path, 'utf8').trim())
}

function strongKey(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64')
  const isBase64 = bytes.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '')
  if (
    !isBase64 ||
    bytes.length < MASTER_KEY_BYTES_MIN ||
    new Set(bytes).size < DISTINCT_BYTES_MIN ||
    /^[\x20-\x7e]+$/.test(bytes.toString('latin1'))
  ) {
    throw new ConfigError([`master_key: it is too weak. ${ADVICE}`])
  }
  return bytes
}
