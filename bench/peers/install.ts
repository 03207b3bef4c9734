import { execFile } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { promisify } from 'node:util'

const FOLDER = import.meta.dirname
const LOCK = join(FOLDER, 'package-lock.json')
const BUNDLE = join(FOLDER, '../../tools/bundle/main.ts')
const PROJECT_LOCK = join(FOLDER, '../../package-lock.json')
/** Written by npm at the end of an installation. */
const DONE = join(FOLDER, 'node_modules/.package-lock.json')

const run = promisify(execFile)

/**
 * Installs the peers exactly as their lock file says, unless they are there: nobody but this part
 * of the benchmark needs them, so `npm ci` of the project leaves them out.
 */
export async function installPeers(tell: (line: string) => void): Promise<void> {
  if (existsSync(DONE) && statSync(DONE).mtimeMs >= statSync(LOCK).mtimeMs) return
  tell('installing the peers, once: npm ci in bench/peers')
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: FOLDER })
}

/** `npm start` starts what `npm ci` bundled, if the sources are still those: here they are. */
export async function bundleServer(): Promise<void> {
  await run(execPath, [BUNDLE])
}

/** The exact version of a peer. */
export function versionOf(name: string): string {
  return versionIn(LOCK, name)
}

/** Of those that verify in process: they are the project's own, for its tests. */
export function libraryVersions(): readonly string[] {
  return ['jose', 'fast-jwt'].map((name) => `${name} ${versionIn(PROJECT_LOCK, name)}`)
}

function versionIn(file: string, name: string): string {
  const lock = JSON.parse(readFileSync(file, 'utf8')) as {
    packages: Readonly<Record<string, { version?: string }>>
  }
  const version = lock.packages[`node_modules/${name}`]?.version
  if (version === undefined) throw new Error(`${name} is not in ${file}`)
  return version
}
