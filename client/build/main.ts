// Builds the package: `node client/build/main.ts [folder]`, by default into client/dist. Modules
// with their types, one for each source file, so that whoever bundles takes only what they import.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const root = join(import.meta.dirname, '..')
const outDir = resolve(process.argv[2] ?? join(root, 'dist'))
const typescript = createRequire(import.meta.url).resolve('typescript/package.json')

// What was taken out of the sources must not live on in the package.
rmSync(outDir, { recursive: true, force: true })
const { status } = spawnSync(
  process.execPath,
  [join(typescript, '../bin/tsc'), '-p', join(root, 'tsconfig.build.json'), '--outDir', outDir],
  { stdio: 'inherit' },
)
process.exitCode = status ?? 1
