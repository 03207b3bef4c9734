import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { InlineConfig } from 'vite'
import { keepUsed, usedClasses } from './used-styles.ts'

const root = join(import.meta.dirname, '..')
const COMMON = { name: 'common', minShareCount: 12 }

/** How the console is built and, while one works on it, served. */
export function viteConfig(): InlineConfig {
  return {
    configFile: false,
    root,
    base: '/console/',
    plugins: [react()],
    build: {
      outDir: join(root, 'dist'),
      target: 'baseline-widely-available',
      manifest: true,
      emptyOutDir: true,
      // What browsers do not know does not run here anyway; and a data: URL needs a wider policy.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 1_000,
      // What many pages have in common comes as one file: small ones compress badly.
      rolldownOptions: { output: { codeSplitting: { groups: [COMMON] } } },
    },
  }
}

/** For what is delivered. While one works on it, a new component must come with its styles. */
export function leanConfig(): InlineConfig {
  const plugins = [keepUsed(usedClasses(root))]
  return { ...viteConfig(), css: { postcss: { plugins } } }
}
