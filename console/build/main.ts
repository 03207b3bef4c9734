// Builds the console: `node console/build/main.ts [folder]`, by default into console/dist. Beside
// each text stands the same one compressed, so that the server has nothing to compress.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { build } from 'vite'
import { writeReference } from './reference.ts'
import { leanConfig } from './vite.ts'

const QUALITY = 9

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../dist'))
const config = leanConfig()
await build({ ...config, logLevel: 'warn', build: { ...config.build, outDir: folder } })
await writeReference(folder)
for (const name of globSync('assets/*.{js,css,svg}', { cwd: folder })) {
  const text = readFileSync(join(folder, name))
  const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY }
  writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text, { params }))
}
