// A mint that has the widget's script and a frame that does nothing by itself but say that it
// listens: a test says the rest in its name (`say`), also what our own frame would never say.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Site, siteForThisFile } from './site.ts'

const widget = join(import.meta.dirname, '../dist/served/mintmark-embed.js')

const FRAME = `<!doctype html><html lang="en"><title>Agent</title><main><h1>An agent</h1>
<a href="#more">More</a></main><script>
window.heard = []
window.say = (message, target = '*') => parent.postMessage(message, target)
addEventListener('message', ({ data, origin, source }) => {
  if (source === parent) heard.push([origin, data])
})
say({ mintmark: 1, type: 'ready' })
</script>`

/** What our own frame does with a token that it likes. */
const OPENS = `<script>addEventListener('message', ({ data }) => {
  if (data.type === 'token') say({ mintmark: 1, type: 'open' })
})</script>`

/** Agent 9 has a page that says nothing, as one that was kept out. */
export async function standInForThisFile(host: string, isOpening = false): Promise<Site> {
  const body = isOpening ? FRAME + OPENS : FRAME
  return siteForThisFile(host, async (path) => {
    if (path === '/embed/mintmark-embed.js') {
      return { type: 'text/javascript', body: readFileSync(widget, 'utf8') }
    }
    const policy = "default-src 'none'; script-src 'unsafe-inline'"
    if (path.startsWith('/embed/9/')) return { type: 'text/html', body: 'Nobody here.', policy }
    return path.startsWith('/embed/') ? { type: 'text/html', body, policy } : undefined
  })
}

/** As a mint makes them: good from now on for so many seconds. */
export function tokenFor(seconds: number, mark: string): string {
  const iat = Math.floor(Date.now() / 1000)
  const claims = Buffer.from(JSON.stringify({ exp: iat + seconds, iat, mark }))
  return `eyJhbGciOiJIUzI1NiJ9.${claims.toString('base64url')}.${mark}`
}
