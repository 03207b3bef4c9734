// The four sample pages, built as their readers would build them, each used once: it opens, can be
// taken away and comes back, and its framework's own words for events and properties reach it.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { build } from 'vite'
import { chromiumForThisFile } from '../../server/test/chromium/chromium.ts'
import { viteConfig } from '../examples/vite.ts'
import { policyFor } from './customer.ts'
import { siteForThisFile } from './site.ts'
import { standInForThisFile, tokenFor } from './stand-in.ts'

const mint = await standInForThisFile('mint.localhost', true)
const outDir = mkdtempSync(join(tmpdir(), 'mintmark-frameworks-'))
after(() => rmSync(outDir, { recursive: true }))
process.env.VITE_MINT = mint.origin
const config = viteConfig()
await build({ ...config, build: { ...config.build, outDir, emptyOutDir: true } })

const site = await siteForThisFile('customer.localhost', async (path) => {
  if (path === '/agent-token') {
    return { type: 'application/json', body: JSON.stringify({ access: tokenFor(60, 'one') }) }
  }
  const body = readFileSync(join(outDir, path), 'utf8')
  const policy = `${policyFor(mint.origin)}; img-src data:`
  return path.endsWith('.js')
    ? { type: 'text/javascript', body }
    : { type: 'text/html', body, policy: policy.replace(/; require-trusted[^;]+/, '') }
})
const chromium = await chromiumForThisFile({ baseUrl: site.origin })

for (const name of ['plain', 'react', 'vue', 'svelte']) {
  test(`${name}: the agent opens, goes and comes back`, async (t) => {
    const page = await chromium.open(t, { allow: { origins: [mint.origin] } })
    await page.goto(`/${name}.html`)
    const state = page.getByRole('status').filter({ visible: true })
    await state.getByText('open', { exact: true }).waitFor()
    const frame = page.frames()[1]
    assert.equal(frame?.url(), `${mint.origin}/embed/1/overview?theme=auto`)
    await page.getByRole('button', { name: 'Hide' }).click()
    await state.getByText('hidden').waitFor()
    assert.equal(await page.locator('iframe').count(), 0)
    await page.getByRole('button', { name: 'Show' }).click()
    await state.getByText('open', { exact: true }).waitFor()
    await page.frames()[1]?.evaluate('say({ mintmark: 1, type: "ended", reason: "kicked" })')
    await state.getByText('ended: kicked').waitFor()
  })
}
