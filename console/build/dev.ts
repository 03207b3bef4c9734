// The console while one works on it: `node console/build/dev.ts`, beside a running `npm run dev`.
// What is saved is there at once; all that is not the console's is asked of the mint.
import { createServer } from 'vite'
import { viteConfig } from './vite.ts'

const mint = process.env.MINTMARK_URL ?? 'http://127.0.0.1:8080'
const theirs = ['/admin', '/sign-in', '/sign-out', '/account', '/assets', '/setup', '/welcome']
const server = await createServer({
  ...viteConfig(),
  server: { host: '127.0.0.1', proxy: Object.fromEntries(theirs.map((path) => [path, mint])) },
})
await server.listen()
server.printUrls()
