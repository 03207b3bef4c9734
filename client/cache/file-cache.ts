// For runtimes with files (Node, Deno, Bun), so it has an entry of its own.
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MintmarkError } from '../errors.ts'
import { takeLock } from './file-lock.ts'
import type { SharedCache } from './shared-cache.ts'

const OTHERS = 0o077

/**
 * Shares tokens by files in a folder that only its owner may enter: it is made if need be, and
 * refused with `cache_unavailable` if others may. For processes of one machine and one user; not
 * for network file systems.
 *
 * @param folder such as `join(homedir(), '.cache/my-program')`.
 */
export function fileCache(folder: string): SharedCache {
  let ready: Promise<void> | undefined
  const pathOf = async (name: string): Promise<string> => {
    ready ??= prepare(folder)
    try {
      await ready
    } catch (error) {
      ready = undefined
      throw error
    }
    return join(folder, name)
  }
  return {
    load: async (key) => readOrNothing(await pathOf(`${key}.json`)),
    save: async (key, text) => {
      const path = await pathOf(`${key}.json`)
      // Written beside and renamed: nobody reads half a token, and a crash leaves the old one.
      const fresh = `${path}.${randomUUID()}`
      try {
        await writeFile(fresh, text, { mode: 0o600, flag: 'wx' })
        await rename(fresh, path)
      } catch (error) {
        await unlink(fresh).catch(() => {})
        throw error
      }
    },
    tryLock: async (key, leaseMs) => takeLock(await pathOf(`${key}.lock`), leaseMs),
  }
}

async function prepare(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { mode } = await stat(folder)
  // Windows has no such bits and reports them as open; there a user's folder is the user's.
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
    const message = `${folder} is open to other users; make it 0700 or name another folder`
    throw new MintmarkError('cache_unavailable', message)
  }
}

async function readOrNothing(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
