// In a real Chromium, in a page and in a worker: the same bundle, the same outcome.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { rolldown } from 'rolldown'
import { chromiumForThisFile } from '../../server/test/chromium/chromium.ts'

const bundle = await rolldown({
  input: join(import.meta.dirname, 'browser-program.ts'),
  platform: 'browser',
})
const { output } = await bundle.generate()
const [{ code }] = output
const PAGE = `<!doctype html><title>A page</title><link rel="icon" href="data:,">
<script type="module">
  import { run } from '/program.js'
  globalThis.run = run
  globalThis.runInWorker = (baseUrl) => new Promise((resolve) => {
    const worker = new Worker('/worker.js', { type: 'module' })
    worker.onmessage = ({ data }) => resolve(data)
    worker.postMessage(baseUrl)
  })
</script>`
const WORKER = `import { run } from '/program.js'
self.onmessage = async ({ data }) => self.postMessage(await run(data))`

let tokenRequests = 0
const elsewhere: string[] = []
const server = createServer((request, response) => {
  request.resume()
  const say = (type: string, body: string) => response.setHeader('content-type', type).end(body)
  if (request.url === '/program.js') return say('text/javascript', code)
  if (request.url === '/worker.js') return say('text/javascript', WORKER)
  if (request.url === '/away') return response.writeHead(302, { location: '/elsewhere' }).end()
  if (request.url === '/elsewhere') elsewhere.push(request.headers.authorization ?? 'none')
  if (request.url === '/') return say('text/html', PAGE)
  if (request.url === '/oauth/token') {
    tokenRequests += 1
    return say('application/json', `{"access_token":"token-${tokenRequests}","expires_in":900}`)
  }
  // Odd tokens are refused, so that each source needs a second one.
  const isRefused = /token-\d*[13579]$/.test(request.headers.authorization ?? '')
  response.statusCode = isRefused ? 401 : 200
  return say('application/json', '{}')
}).listen(0, '127.0.0.1')
await once(server, 'listening')
after(() => {
  server.closeAllConnections()
  server.close()
})
const address = server.address()
assert.ok(typeof address === 'object' && address !== null)
const baseUrl = `http://127.0.0.1:${address.port}`
const chromium = await chromiumForThisFile({ baseUrl })

test('sources work in a page and in a worker, and no redirect leads a token away', async (t) => {
  const page = await chromium.open(t, { allow: { complaints: [/401/] } })
  await page.goto('/')
  for (const [place, expression] of [
    ['page', `run('${baseUrl}')`],
    ['worker', `runInWorker('${baseUrl}')`],
  ] as const) {
    const before = tokenRequests
    assert.deepEqual(
      await page.evaluate(expression),
      [1, 200, 'opaqueredirect', 'malformed_answer', 'enough', 43, false],
      place,
    )
    assert.equal(tokenRequests - before, 2)
  }
  assert.deepEqual(elsewhere, [])
})
