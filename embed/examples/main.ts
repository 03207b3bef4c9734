// The four pages on port 4010, with the sample customer's server behind them for their tokens.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createServer } from 'vite'
import { viteConfig } from './vite.ts'

const SITE_PORT = 4011

const site = spawn(
  process.execPath,
  [join(import.meta.dirname, '../../examples/embed-site/main.ts')],
  { stdio: 'inherit', env: { ...process.env, PORT: `${SITE_PORT}` } },
)
process.on('exit', () => site.kill())
const proxy = { '/agent-token': `http://127.0.0.1:${SITE_PORT}` }
const server = await createServer({
  ...viteConfig(),
  server: { host: 'localhost', port: 4010, strictPort: true, proxy },
})
await server.listen()
for (const name of ['plain', 'react', 'vue', 'svelte']) {
  console.log(`http://localhost:4010/${name}.html`)
}
