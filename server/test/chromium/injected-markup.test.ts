// Whatever somebody writes into a name, a description or the parameters of a link is text to
// everybody who reads it: no page takes it for markup, runs it, or is turned around by it (ASVS
// 1.2.1, 3.2.2). The texts are planted wherever the management API takes one, found in its own
// description, and every page is looked at.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { createClient, manage } from '../flows/admin.ts'
import { authorizePath } from '../flows/standard.ts'
import { consentPath } from '../flows/vocalcola.ts'
import { type Operation, parametersOf, readOperations } from '../management/operations.ts'
import type { Schema } from '../management/sample.ts'
import { mintForThisFile } from '../mint.ts'
import { chromiumForThisFile } from './chromium.ts'
import { openConsole, turnTo } from './console.ts'
import { addressOf, consoleRoutes } from './console-routes.ts'
import { PAGES } from './pages.ts'
import { MARK, PAYLOADS } from './payloads.ts'
import { openScene } from './scene.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)
const scene = await openScene(mint)
const allow = { complaints: [/status of 4\d\d/] }
/** What only a payload would add to a page of ours. */
const ADDED = `[${MARK}], base, iframe, form[action*=evil], a[href^=javascript]`
const DIALECTS = ['vonage', 'envoy', 'vocalcola', 'vocera', 'eight-by-eight', 'standard']
const planted = await plantEverywhere()

test('the texts stand wherever one may be written', () => {
  assert.equal(PAYLOADS.length, new Set(PAYLOADS).size)
  assert.ok(PAYLOADS.length >= 30)
  const kinds = [...planted.keys()].sort()
  for (const kind of ['agents', 'clients', 'management-keys', 'organizations', 'scopes', 'users']) {
    assert.ok((planted.get(kind) ?? 0) >= 30, `${kind}: ${planted.get(kind)} of ${kinds}`)
  }
})

test('no page of the console takes them for markup', async (t) => {
  const page = await chromium.open(t, { as: mint.demo.operator })
  for (const [n, route] of consoleRoutes().entries()) {
    // One that makes something, and the one that shows what was made, are built of the same parts.
    if (route.endsWith('/new')) continue
    const address = await addressOf(mint, route)
    await turnTo(page, address)
    await assertUntouched(page)
    // The search field is one piece for all lists; a few of them are enough.
    if (n % 8 > 0 || route.includes('$')) continue
    const payload = PAYLOADS[n % PAYLOADS.length] ?? ''
    await openConsole(page, `${address}?${new URLSearchParams({ q: payload, name: payload })}`)
    await assertUntouched(page)
  }
})

test('no page of sign-in, consent and account takes them for markup', async (t) => {
  const { vocalcola, standard } = mint.demo
  const { redirect_uri, scopes } = standard
  const page = await chromium.open(t, { as: vocalcola.user, allow })
  for (const [n, payload] of PAYLOADS.entries()) {
    const made = { dialect: 'standard', name: payload.slice(0, 200), redirect_uris: [redirect_uri] }
    const client = { ...(await createClient(mint, { ...made, scopes })), redirect_uri, scopes }
    const reflected = encodeURIComponent(payload)
    const others = [
      authorizePath(mint, client, { scope: payload }),
      authorizePath(mint, { ...client, client_id: payload }),
      `${authorizePath(mint, standard)}&error=${reflected}&error_description=${reflected}`,
      `${consentPath(vocalcola)}&state=${reflected}`,
      `/sign-in?return_to=${reflected}&error=${reflected}&ui_locales=${reflected}`,
    ]
    for (const path of [authorizePath(mint, client), others[n % others.length] ?? '/']) {
      const answer = await page.goto(path)
      assert.ok((answer?.status() ?? 500) < 500, path)
      await assertUntouched(page)
    }
    if (n % 8 > 0) continue
    // Some are agreed to, so that they stand among what the person agreed to.
    await page.goto(authorizePath(mint, client))
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.waitForURL(/[?&]code=/)
  }
})

test('no other page takes them for markup', async (t) => {
  // Those in another language say the same.
  const shown = PAGES.filter(({ language }) => language === undefined)
  for (const [who, pages] of Map.groupBy(shown, ({ as }) => as?.(mint))) {
    const page = await chromium.open(t, { as: who, allow })
    for (const { path } of pages) {
      await page.goto(path(scene))
      await assertUntouched(page)
    }
  }
})

async function assertUntouched(page: Page): Promise<void> {
  assert.equal(new URL(page.url()).origin, mint.baseUrl)
  const found = await page.evaluate<string[]>(
    `[...document.querySelectorAll('${ADDED}')].map((one) => one.outerHTML)`,
  )
  assert.deepEqual(found, [], page.url())
  // Only what isolates itself may hold a character that acts on the words around it.
  const text = await page.evaluate<string>('document.body.innerText')
  assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069]/, page.url())
}

/** How many texts each kind of thing has taken. */
async function plantEverywhere(): Promise<ReadonlyMap<string, number>> {
  const taken = new Map<string, number>()
  const makers = (await readOperations(mint)).filter(
    ({ method, schema, path }) =>
      schema !== undefined &&
      (method === 'PUT' || (method === 'POST' && parametersOf(path).length === 0)) &&
      textFieldsOf(schema).length > 0,
  )
  for (const [n, payload] of PAYLOADS.entries()) {
    for (const operation of makers) {
      const kind = operation.name.split('.')[0] ?? ''
      const answer = await plant(operation, payload, n)
      if (answer < 300) taken.set(kind, (taken.get(kind) ?? 0) + 1)
    }
  }
  return taken
}

async function plant({ path, method, schema = {}, sample }: Operation, payload: string, n: number) {
  const texts = textFieldsOf(schema).map((field) => [field, payload.slice(0, 200)] as const)
  const json: Record<string, unknown> = { ...Object(sample), ...Object.fromEntries(texts) }
  const fields = Object.keys(Object(schema.properties))
  if (fields.includes('dialect')) json.dialect = DIALECTS[n % DIALECTS.length]
  if (fields.includes('permissions')) json.permissions = ['clients:read']
  if (fields.includes('email')) json.email = `planted-${n}@demo.localhost`
  const values: Readonly<Record<string, string>> = { dialect: 'standard', value: `planted:${n}` }
  const whole = path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'planted')
  return (await manage(mint, whole.slice('/admin/v1'.length), { method, json })).status
}

/** Fields for words: not those for something that has a form. */
function textFieldsOf(schema: Schema): readonly string[] {
  const fields = Object.entries((schema.properties ?? {}) as Readonly<Record<string, Schema>>)
  return fields
    .filter(([name, { type, enum: words, pattern, format }]) => {
      const isText = type === 'string' && words === undefined && format === undefined
      const takesAnything = pattern === undefined || new RegExp(`${pattern}`, 'u').test('<b> "')
      return isText && takesAnything && !/token|password|dialect|secret|host/.test(name)
    })
    .map(([name]) => name)
}
