// Puts the API reference beside the console: its document, and one script that holds everything.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformWithOxc } from 'vite'

const sources = join(import.meta.dirname, '../reference')
const kit = fileURLToPath(
  new URL('browser/standalone.js', import.meta.resolve('@scalar/api-reference')),
)

/** The kit would try whether it may make code out of text, which no policy of ours allows. */
const WITHOUT_TRYING = 'globalThis.__zod_globalConfig = { jitless: true };'

/** `folder` holds the built console already: the icon is the same. */
export async function writeReference(folder: string): Promise<void> {
  const start = join(sources, 'start.ts')
  const script = [
    WITHOUT_TRYING,
    readFileSync(kit, 'utf8'),
    (await transformWithOxc(readFileSync(start, 'utf8'), start)).code,
  ].join('\n')
  const hash = createHash('sha256').update(script).digest('base64url').slice(0, 8)
  const name = `assets/reference-${hash}.js`
  writeFileSync(join(folder, name), script)
  const built = readFileSync(join(folder, 'index.html'), 'utf8')
  const icon = /\/console\/assets\/icon-[\w-]+\.svg/.exec(built)?.[0] ?? 'data:,'
  const page = readFileSync(join(sources, 'index.html'), 'utf8')
  writeFileSync(
    join(folder, 'reference.html'),
    page.replace('%SCRIPT%', `/console/${name}`).replace('%ICON%', icon),
  )
}
