/** What a moment of CPU time was spent on, in the order of the table. */
export const KINDS = {
  signature: 'signatures',
  platform: 'HTTP, sockets, kernel',
  store: 'SQLite, or PostgreSQL’s client',
  hash: 'hashes, random',
  memory: 'garbage collector, compiler',
  packages: 'packages',
  own: 'Mintmark',
} as const

export type Kind = keyof typeof KINDS

/** What would be there whatever server it were; hashes and memory depend on how it is written. */
export const LIMIT: readonly Kind[] = ['signature', 'platform', 'store']

/** The first that a module begins with counts. */
const BEGINNINGS: readonly (readonly [string, Kind])[] = [
  ['(garbage collector)', 'memory'],
  // Native work between two functions of JavaScript: the event loop, system calls, the parser.
  ['(program)', 'platform'],
  ['node:internal/crypto/sig', 'signature'],
  ['node:internal/crypto/', 'hash'],
  ['node:', 'platform'],
  // Its statements are run here, and native code counts for the module that called it.
  ['server/store/sqlite/engine.ts', 'store'],
  ['server/', 'own'],
  ['client/', 'own'],
  ['bench/', 'own'],
  ['pg', 'store'],
]

export function kindOf(module: string): Kind {
  return BEGINNINGS.find(([beginning]) => module.startsWith(beginning))?.[1] ?? 'packages'
}

/** Shares by kind, of shares by module. */
export function byKind(modules: ReadonlyMap<string, number>): Readonly<Record<Kind, number>> {
  const sums = { signature: 0, platform: 0, store: 0, hash: 0, memory: 0, packages: 0, own: 0 }
  for (const [module, share] of modules) sums[kindOf(module)] += share
  return sums
}

/** Shares of our folders and of packages by name, the largest first. */
export function byFolder(modules: ReadonlyMap<string, number>): readonly [string, number][] {
  const sums = new Map<string, number>()
  for (const [module, share] of modules) {
    const kind = kindOf(module)
    if (kind !== 'own' && kind !== 'packages') continue
    const name = kind === 'own' ? module.split('/').slice(0, 2).join('/') : module
    sums.set(name, (sums.get(name) ?? 0) + share)
  }
  return [...sums].sort(([, one], [, other]) => other - one)
}
