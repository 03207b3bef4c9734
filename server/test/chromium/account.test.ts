// A person's account in a real browser that runs no script: everything there is links and forms.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { codeFrom } from '../browser.ts'
import type { Person } from '../demo.ts'
import { newPerson } from '../flows/account.ts'
import { createClient } from '../flows/admin.ts'
import { authorizePath, redeem } from '../flows/standard.ts'
import { mintForThisFile } from '../mint.ts'
import { chromiumForThisFile } from './chromium.ts'
import { signIn } from './sign-in.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)
const { scopes, redirect_uri } = mint.demo.standard
const FRESH = 'three other words together'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })

test('what was agreed to is found under My apps and taken back there', async (t) => {
  const request = {
    dialect: 'standard',
    name: 'Fleet Planner',
    scopes,
    redirect_uris: [redirect_uri],
  }
  const client = { ...(await createClient(mint, request)), scopes, redirect_uri }
  const page = await chromium.open(t, { script: false, size: 'phone' })
  await page.goto(authorizePath(mint, client))
  await signIn(page, await newPerson(mint))
  await button(page, 'Allow').click()
  await page.waitForURL(/[?&]code=/)
  const code = codeFrom(new URL(page.url()))
  const verifier = 'never-used-verifier-of-forty-three-characters'
  assert.equal((await redeem(mint, { client, code, verifier })).status, 200)
  await page.goto('/account')
  await page.getByText('1 app may act for you.').waitFor()
  await page.getByRole('main').getByRole('link', { name: 'My apps' }).click()
  const entry = page.getByRole('article').filter({ hasText: 'Fleet Planner' })
  await entry.getByText('api:read').waitFor()
  await entry.getByRole('link', { name: 'Take back Fleet Planner' }).click()
  await link(page, 'Keep it').click()
  await page.getByRole('link', { name: 'Take back Fleet Planner' }).click()
  await button(page, 'Take it back').click()
  await page.getByRole('status').filter({ hasText: 'Taken back.' }).waitFor()
  await page.getByText('You have not agreed to anything').waitFor()
})

test('a password is changed, and the browser elsewhere is signed out', async (t) => {
  const person = await newPerson(mint)
  const [here, there] = [await openAs(t, person), await openAs(t, person)]
  await here.goto('/account/password')
  await here.getByLabel('Present password').fill(person.password)
  await here.getByLabel('New password').fill(FRESH)
  await here.getByLabel('The same password again').fill(FRESH)
  await button(here, 'Change password').click()
  await here.getByRole('status').filter({ hasText: 'Your password is changed' }).waitFor()
  await there.goto('/account/password')
  assert.equal(new URL(there.url()).pathname, '/sign-in')
  await signIn(there, { ...person, password: FRESH })
  assert.equal(new URL(there.url()).pathname, '/account/password')
})

test('another browser is found by its name and signed out from here', async (t) => {
  const person = await newPerson(mint)
  const [here, there] = [await openAs(t, person), await openAs(t, person)]
  await here.goto('/account/sign-ins')
  await here.getByRole('heading', { name: 'Chrome on Linux This browser' }).waitFor()
  await here.getByRole('button', { name: 'Sign out there Chrome on Linux' }).click()
  await here.getByRole('status').filter({ hasText: 'Signed out there.' }).waitFor()
  await there.goto('/account')
  assert.equal(new URL(there.url()).pathname, '/sign-in')
})

test('the language is changed by its link, stays, and the account speaks it', async (t) => {
  const page = await openAs(t, await newPerson(mint))
  await link(page, 'Deutsch').click()
  await page.getByRole('heading', { name: /^Guten Tag/ }).waitFor()
  await page.getByRole('navigation', { name: 'Ihr Konto' }).getByText('Meine Apps').click()
  await page.getByText('Sie haben noch nichts erlaubt').waitFor()
  await button(page, 'Abmelden').click()
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor()
})

async function openAs(t: Parameters<typeof chromium.open>[0], person: Person): Promise<Page> {
  const page = await chromium.open(t, { script: false })
  await page.goto('/account')
  await signIn(page, person)
  return page
}
