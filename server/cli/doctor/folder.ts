import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, ConfigError } from '../../config.ts'
import { readMasterKey } from '../../master-key.ts'
import { DEV_KEY_FILE } from '../local-config.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

const FOR_OTHERS = 0o077

/** Everything hangs on it: it seals the signing keys and keys the hashes of secrets. */
export function masterKey(config: Config): Finding {
  const name = 'master key'
  const isMadeLater =
    config.mode === 'dev' &&
    config.master_key === '' &&
    !existsSync(join(config.data_dir, DEV_KEY_FILE))
  if (isMadeLater) return ok(name, 'the first `mintmark dev` makes one in the data folder')
  try {
    readMasterKey(config)
    return ok(name, 'it is there and strong')
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown
    const advice =
      'Set MINTMARK_MASTER_KEY to the answer of `openssl rand -base64 32`, and keep it.'
    const [first = ''] = thrown.problems.join(' ').replace('master_key: ', '').split('. ', 1)
    return fail(name, first, advice)
  }
}

/** What is in it opens everything: nobody else on the machine may read it. */
export function folder(config: Config): Finding {
  const name = 'data folder'
  const path = config.data_dir
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return ok(name, `${path} is made at the first start`)
  if (!found.isDirectory()) {
    return fail(name, `${path} is no folder`, 'Name a folder with MINTMARK_DATA_DIR.')
  }
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return fail(name, `${path} cannot be written`, 'Give it to the user that Mintmark runs as.')
  }
  const mode = found.mode & 0o777
  return process.platform !== 'win32' && (mode & FOR_OTHERS) !== 0
    ? warn(name, `${path} is open to others (${mode.toString(8)})`, `Close it: chmod 700 ${path}`)
    : ok(name, `${path} is for its owner alone`)
}
