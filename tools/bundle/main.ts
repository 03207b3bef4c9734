// Bundles the server for `npm start`: `node tools/bundle/main.ts`. Most of a start is finding and
// reading modules, and one file is found sooner than seven hundred.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BUNDLE_FOLDER, INSTALLED, MADE_OF, markOf } from '../../server/cli/find-bundle.ts'
import { bundleServer } from './bundle.ts'

const START_MS_MAX = 20_000

const root = join(import.meta.dirname, '../..')
const folder = join(root, BUNDLE_FOLDER)
const { files } = await bundleServer(root, folder)
const marks = [...files, INSTALLED].map((file) => [file, markOf(root, file)])
// Last: without it the bundle is not started.
writeFileSync(join(folder, MADE_OF), JSON.stringify(Object.fromEntries(marks)))
await startOnce()

/**
 * What Node compiles is kept when a program ends, so the first to start would pay for it: a sixth
 * more CPU time and 25 MB. A start that fails here keeps nothing, and is met again at `npm start`.
 */
async function startOnce(): Promise<void> {
  const empty = mkdtempSync(join(tmpdir(), 'mintmark-first-'))
  const child = spawn(process.execPath, [join(root, 'server/cli/main.ts'), 'dev'], {
    cwd: empty,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compile'),
      MINTMARK_DATA_DIR: empty,
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: START_MS_MAX,
    killSignal: 'SIGKILL',
  })
  // It prints where it serves.
  child.stdout.once('data', () => child.kill('SIGTERM'))
  await once(child, 'exit')
  rmSync(empty, { recursive: true, force: true })
}
