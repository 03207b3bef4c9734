import { join } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import react from '@vitejs/plugin-react'
import vue from '@vitejs/plugin-vue'
import type { InlineConfig } from 'vite'

const root = import.meta.dirname
const PAGES = ['plain', 'react', 'vue', 'svelte']

/** Vue must be told which elements are the document's own; the others need nothing. */
const isCustomElement = (name: string): boolean => name.startsWith('mintmark-')

/** One configuration for all four; a project of yours has one of the plugins. */
export function viteConfig(): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [
      react(),
      vue({ template: { compilerOptions: { isCustomElement } } }),
      svelte({ configFile: false }),
    ],
    build: {
      rolldownOptions: { input: PAGES.map((name) => join(root, `${name}.html`)) },
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  }
}
