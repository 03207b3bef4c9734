// The server as few files instead of many: most of a start is finding and reading modules, and a
// run of the tests starts it hundreds of times. A file that is tested alone starts the source.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Plugin, rolldown } from 'rolldown'

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

/** Bundles `server/cli/main.ts` of the checkout into the folder and answers the file to start. */
export async function bundleServer(root: string, folder: string): Promise<string> {
  const bundle = await rolldown({
    input: join(root, 'server/cli/main.ts'),
    cwd: root,
    platform: 'node',
    external: LEFT_OUTSIDE,
    plugins: [placesOf(join(root, 'server'))],
    logLevel: 'warn',
  })
  // So named, no file is looked for that says what they are.
  const names = { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' }
  await bundle.write({ dir: folder, format: 'esm', cleanDir: true, ...names })
  await bundle.close()
  return join(folder, 'main.mjs')
}

/** A module goes on saying where it stood: the server finds the console's files from there. */
function placesOf(folder: string): Plugin {
  return {
    name: 'places',
    transform: {
      filter: { code: 'import.meta' },
      handler: (code, id) =>
        id.startsWith(folder)
          ? code
              .replaceAll('import.meta.dirname', JSON.stringify(join(id, '..')))
              .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
          : undefined,
    },
  }
}
