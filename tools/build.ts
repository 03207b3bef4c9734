// Builds what browsers get, side by side: `node tools/build.ts` into each part's own `dist`, which
// `npm ci` does, and the SDK, which examples import by its name, and the bundle that `npm start`
// starts; `node tools/build.ts server/dist` into the server's package, which needs no other and has
// no use for those two.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'

/** Each has its own build program. */
interface Part {
  readonly program: string
  /** The folder in which the server looks for what was made. */
  readonly published?: string
}

const PARTS: readonly Part[] = [
  { program: 'client/build/main.ts' },
  { program: 'tools/bundle/main.ts' },
  { program: 'console/build/main.ts', published: 'console/built' },
  { program: 'embed/build/main.ts', published: 'embeds/built' },
  { program: 'room/build/main.ts', published: 'pages/room-built' },
]

const root = join(import.meta.dirname, '..')
const [server] = process.argv.slice(2)

const codes = await Promise.all(
  PARTS.map(async ({ program, published }) => {
    if (server !== undefined && published === undefined) return 0
    const into = server === undefined ? [] : [resolve(server, published ?? '.')]
    const args = [join(root, program), ...into]
    const [code] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')
    if (code !== 0) console.error(`${program} failed`)
    return code
  }),
)
process.exitCode = codes.every((code) => code === 0) ? 0 : 1
