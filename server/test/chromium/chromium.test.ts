// The rig itself: what a page does wrong is found without being asked for; and what a person does
// on our pages works in a browser, which says more of each request than any client of ours.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from '../flows/admin.ts'
import { authorizePath } from '../flows/standard.ts'
import { mintForThisFile } from '../mint.ts'
import { axe } from './axe.ts'
import { chromiumForThisFile, launchChromium } from './chromium.ts'
import { collectComplaints } from './complaints.ts'
import { signIn } from './sign-in.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)
const unguarded = await launchChromium()
after(() => unguarded.close())

const MISDEEDS: Readonly<Record<string, RegExp>> = {
  'console.error("ouch")': /^console: ouch/,
  'setTimeout(() => { throw new Error("late") })': /^script: late/,
  'setTimeout(() => alert("injected"))': /^dialog: alert injected/,
  'location.assign("https://elsewhere.example/a")': /^request to another host: https:.+\/a /,
  'document.body.append(Object.assign(document.createElement("script"), { text: "1" }))':
    /^policy: script-src-elem inline/,
}

for (const [script, found] of Object.entries(MISDEEDS)) {
  test(`a page that does this is found out: ${script}`, async () => {
    const context = await unguarded.newContext({ baseURL: mint.baseUrl })
    const complaints = await collectComplaints(context, mint.baseUrl, {})
    const page = await context.newPage()
    await page.goto('/')
    assert.deepEqual(complaints, [], 'our own page does none of this')
    await page.evaluate(`${script}; undefined`)
    const deadline = Date.now() + 5_000
    while (!complaints.some((words) => found.test(words))) {
      assert.ok(Date.now() < deadline, `not found among: ${complaints.join('; ')}`)
      await pause(10)
    }
    await context.close()
  })
}

test('axe sees a fault through our policy, and leaves the page as it was', async (t) => {
  const page = await chromium.open(t)
  await page.goto('/')
  assert.deepEqual(await axe(page), [])
  await page.evaluate('document.querySelector("h1").after(document.createElement("button"))')
  assert.match((await axe(page)).join('\n'), /^critical button-name/)
  assert.equal(await page.evaluate('typeof axe'), 'undefined')
})

test('a person signs in, agrees and returns to the client, with scripts or without', async (t) => {
  const { scopes, redirect_uri } = mint.demo.standard
  const request = { dialect: 'standard', scopes, redirect_uris: [redirect_uri] }
  for (const script of [true, false]) {
    const client = { ...(await createClient(mint, request)), redirect_uri, scopes }
    const page = await chromium.open(t, { script, size: 'phone' })
    await page.goto(authorizePath(mint, client))
    await signIn(page, mint.demo.vocalcola.user)
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.waitForURL(/[?&]code=/)
    assert.ok(page.url().startsWith(redirect_uri))
  }
})
