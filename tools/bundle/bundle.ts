import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type ChunkingContext, type Plugin, rolldown } from 'rolldown'

/** What `npm start` runs; whatever they need at once is one file, read and compiled in one go. */
const STARTED = ['cli/commands/start.ts', 'main.ts', 'dev/dev.ts']

/**
 * Stay where they are: the first two are machine code, the third is read as a text, and the others
 * rest on a module that must be loaded before them, an order that a bundle does not keep.
 */
const LEFT_OUTSIDE = [
  /^@node-rs\/argon2/,
  'pg-native',
  '@simplewebauthn/browser',
  '@simplewebauthn/server',
  '@peculiar/x509',
  'reflect-metadata',
]

export interface Bundle {
  /** The file to start. */
  readonly main: string
  /** The server's own files that are in it, from the root of the checkout. */
  readonly files: readonly string[]
}

/** Bundles `server/cli/begin.ts` of the checkout into the folder. */
export async function bundleServer(root: string, folder: string): Promise<Bundle> {
  const bundle = await rolldown({
    input: join(root, 'server/cli/begin.ts'),
    cwd: root,
    platform: 'node',
    external: LEFT_OUTSIDE,
    plugins: [placesOf(join(root, 'server'), folder), httpTwoWhenUsed()],
    logLevel: 'warn',
  })
  // So named, no file is looked for that says what they are; and no name changes with what is
  // inside, or the cache of compiled code would grow with every bundle.
  const names = { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' }
  const started = neededBy(STARTED.map((file) => join(root, 'server', file)))
  const { output } = await bundle.write({
    dir: folder,
    format: 'esm',
    cleanDir: true,
    ...names,
    codeSplitting: {
      groups: [
        { name: (id, build) => (started(id, build) ? 'started' : null), debugName: 'started' },
      ],
    },
  })
  await bundle.close()
  for (const { fileName } of output) spellInAscii(join(folder, fileName))
  const all = output.flatMap((one) => (one.type === 'chunk' ? one.moduleIds : []))
  const files = all.map((id) => relative(root, id)).filter((file) => file.startsWith('server/'))
  return { main: join(folder, 'begin.mjs'), files: files.sort() }
}

/** Whether a module is among these, or imported by one of them, or by what that imports. */
function neededBy(files: readonly string[]) {
  const needed = new Set<string>()
  return (id: string, build: ChunkingContext): boolean => {
    const waiting = needed.size === 0 ? [...files] : []
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      if (needed.has(one)) continue
      needed.add(one)
      waiting.push(...(build.getModuleInfo(one)?.importedIds ?? []))
    }
    return needed.has(id)
  }
}

/** With one other character in it, all of a file takes two bytes for each in memory. */
function spellInAscii(file: string): void {
  const spelled = readFileSync(file, 'utf8').replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  writeFileSync(file, spelled)
}

/**
 * Fastify loads HTTP/2 to be able to speak it, which we do not ask of it: a fourteenth of a start.
 * It is loaded where it would be used.
 */
function httpTwoWhenUsed(): Plugin {
  const load = "require('node:http2')"
  return {
    name: 'http2-when-used',
    transform: {
      filter: { id: /\/fastify\/lib\/server\.js$/ },
      handler: (code) =>
        code
          .replace(`const http2 = ${load}`, '')
          .replaceAll(/\bhttp2(?=\.create\w*Server\()/g, load),
    },
  }
}

/**
 * A module goes on saying where it stood, seen from the bundle: the server finds the console's
 * files from there, wherever the checkout is moved together with its bundle.
 */
function placesOf(sources: string, folder: string): Plugin {
  return {
    name: 'places',
    transform: {
      filter: { code: 'import.meta' },
      handler: (code, id) => {
        if (!id.startsWith(sources)) return undefined
        const place = JSON.stringify(relative(folder, join(id, '..')))
        return code.replaceAll('import.meta.dirname', `(import.meta.dirname + '/' + ${place})`)
      },
    },
  }
}
