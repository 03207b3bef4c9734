// Every page, on a phone and on a desktop, in light and in dark: readable with a screen reader, by
// keyboard and in a narrow window, within its own policy, and without a secret where one may leak.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mintForThisFile } from '../mint.ts'
import { chromiumForThisFile } from './chromium.ts'
import { assertFaultless } from './faults.ts'
import { PAGES } from './pages.ts'
import { openScene } from './scene.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)
const scene = await openScene(mint)

for (const { name, path, as, language, status = 200, act, ...excused } of PAGES) {
  test(`nothing is wrong with the page ${name}`, async (t) => {
    const page = await chromium.open(t, {
      size: 'phone',
      as: as?.(mint),
      ...(language && { language }),
      allow: { complaints: status === 200 ? [] : [new RegExp(`status of ${status} `)] },
    })
    const answer = await page.goto(path(scene))
    if (act === undefined) assert.equal(answer?.status(), status)
    else await act(page, scene)
    await assertFaultless(page, excused)
  })
}
