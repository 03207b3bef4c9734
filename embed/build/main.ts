// Builds the widget: `node embed/build/main.ts [folder]`, by default into embed/dist. Two modules
// for npm, and one plain script in `served/`, which a mint sends, with the same one compressed.
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { build, type InlineConfig, type LibraryOptions } from 'vite'

const root = join(import.meta.dirname, '..')
const outDir = resolve(process.argv[2] ?? join(root, 'dist'))
const served = join(outDir, 'served')
const SERVED = 'mintmark-embed.js'

const library = (outDir: string, lib: LibraryOptions): InlineConfig => ({
  configFile: false,
  root,
  publicDir: false,
  logLevel: 'warn',
  build: {
    lib,
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    rolldownOptions: { output: { chunkFileNames: 'element.js' } },
  },
})

const entry = { index: join(root, 'index.ts'), register: join(root, 'register.ts') }
await build(library(outDir, { entry, formats: ['es'] }))
await build(
  library(served, {
    entry: join(root, 'served.ts'),
    name: 'MintmarkEmbed',
    formats: ['iife'],
    fileName: () => SERVED,
  }),
)
writeFileSync(join(served, `${SERVED}.br`), brotliCompressSync(readFileSync(join(served, SERVED))))
