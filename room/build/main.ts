// Builds the call page's script: `node room/build/main.ts [folder]`, by default into room/dist. One
// script and one stylesheet whose names stay, chunks for what only some calls need, and beside
// each the same one compressed.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { build } from 'vite'

const QUALITY = 9

const root = join(import.meta.dirname, '..')
const outDir = resolve(process.argv[2] ?? join(root, 'dist'))
await build({
  configFile: false,
  root,
  base: '/assets/room/',
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir,
    emptyOutDir: true,
    target: 'baseline-widely-available',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      input: { room: join(root, 'main.ts') },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        assetFileNames: '[name][extname]',
      },
    },
  },
})
for (const name of globSync('*.{js,css}', { cwd: outDir })) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY }
  const text = readFileSync(join(outDir, name))
  writeFileSync(join(outDir, `${name}.br`), brotliCompressSync(text, { params }))
}
