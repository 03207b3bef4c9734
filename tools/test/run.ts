// Which test files run on which engine. A file that takes its store from `test-store.ts`, at
// whatever distance, is about both engines. One that names a PostgreSQL of its own is not, nor is
// one without a store, nor one that looks at pages: they run once.
import { statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { importedBy } from './imports-of.ts'

const STORES = ['sqlite', 'postgres'] as const
/**
 * Examples and benchmarks show what is the same on any store. The command line asks the management
 * API, which runs on both, and its own tests of databases name theirs. What stands beside the
 * browser looks at how pages are drawn, what is said of the gateway at rules in memory, not at what
 * is stored. Liars lie about a store of their own, whatever it is.
 */
const ONCE = 'cli|gateway|test/(chromium|console|pages|proxies|torture/liars)'
const ABOUT_STORES = new RegExp(`^(server|conformance)/(?!(${ONCE})\\b)`)
/** Of the management API, what pages, searches or adds up rows; the rest it decides in memory. */
const MANAGEMENT = /^server\/admin\//
const MANAGES_ROWS = /\/(apis|audit|clients|overview|rooms|search|texts|users)[\w-]*\.test\.ts$/
/** Gives a test its store, and starts a PostgreSQL only where a run of all has not. */
export const TEST_STORE = 'server/test/test-store.ts'
const OWN_POSTGRES = 'server/test/postgres.ts'

export interface Pass {
  readonly store: (typeof STORES)[number]
  readonly files: readonly string[]
}

export interface Run {
  readonly passes: readonly Pass[]
  /** For the test runner. */
  readonly options: readonly string[]
}

/** Reads `[--store NAME] [option…] [file or folder…]`; without files, all of them. */
export function readRun(args: readonly string[], root: string, all: () => readonly string[]): Run {
  const at = args.indexOf('--store')
  const asked = at < 0 ? undefined : args[at + 1]
  const stores = STORES.filter((store) => asked === undefined || store === asked)
  if (at >= 0 && stores.length !== 1) throw new Error(`--store is one of ${STORES.join(', ')}.`)
  const rest = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1))
  const options = rest.filter((arg) => arg.startsWith('-'))
  const named = rest.filter((arg) => !arg.startsWith('-')).map((arg) => posix.normalize(arg))
  const files = named.length > 0 ? named.flatMap((path) => filesOf(root, path, all)) : all()
  const onBoth = new Set(files.filter((file) => isAboutBoth(root, file)))
  const passes = stores
    .map((store) => ({
      store,
      files: files.filter((file) => onBoth.has(file) || store === STORES[0]),
    }))
    .filter((pass) => pass.files.length > 0)
  if (passes.length === 0) throw new Error('Nothing to test: these files do not run on that store.')
  return { passes, options }
}

/** A folder stands for the tests in it. */
function filesOf(root: string, path: string, all: () => readonly string[]): readonly string[] {
  const found = statSync(join(root, path), { throwIfNoEntry: false })
  if (found === undefined) throw new Error(`There is no file ${path}.`)
  return found.isDirectory() ? all().filter((file) => file.startsWith(join(path, '/'))) : [path]
}

/** Of the threats, those that a store could let through: races, replays, what ends or is kept. */
const THREATS = /^server\/test\/threats\//
const STORED = new RegExp(
  'race|replay|reuse|used-twice|crash|parallel|outdated|revocation|withdrawn|stolen|texts?-|' +
    'foreign-o|guess|operator|strange',
)

function isAboutBoth(root: string, file: string): boolean {
  if (!ABOUT_STORES.test(file)) return false
  if (MANAGEMENT.test(file) && !MANAGES_ROWS.test(file)) return false
  if (THREATS.test(file) && !STORED.test(file)) return false
  const direct = targetsOf(root, file)
  return !direct.includes(OWN_POSTGRES) && reaches(root, direct, new Set([file]))
}

function reaches(root: string, files: readonly string[], seen: Set<string>): boolean {
  return files.some((file) => {
    if (file === TEST_STORE) return true
    if (seen.has(file) || !file.endsWith('.ts')) return false
    seen.add(file)
    return reaches(root, targetsOf(root, file), seen)
  })
}

function targetsOf(root: string, file: string): readonly string[] {
  return importedBy(root, file).flatMap(({ target }) => target ?? [])
}
