// Seed 003, “Authentication Credentials”: Apps are not created by their makers, an operator makes
// the key pair; a user reads the explanation page and accepts; the code becomes a User Token, and
// the bearers that the guide builds open what the user can see. Later the user takes it back under
// My apps.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chromiumForThisFile } from '../chromium/chromium.ts'
import { signIn } from '../chromium/sign-in.ts'
import { manage } from '../flows/admin.ts'
import { composite, consentPath, me, redeemUserCode } from '../flows/vocalcola.ts'
import { mintForThisFile } from '../mint.ts'
import { addScope, closeShownOnce, copyOf, goTo } from './hand.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)
const { user, redirect_uri, plan_key } = mint.demo.vocalcola

test('an App gets its keys from an operator, and a user agrees and takes it back', async (t) => {
  const office = await chromium.open(t, { as: mint.demo.operator })
  await goTo(office, 'Apps')
  await office.getByRole('link', { name: 'Create New' }).click()
  await office.getByRole('textbox', { name: 'Name' }).fill('Choir planner')
  await office.getByLabel('Redirect URIs').first().fill(redirect_uri)
  await office.keyboard.press('Enter')
  await addScope(office, 'Scopes', 'profile')
  await addScope(office, 'Scopes', 'plans')
  await office.getByRole('button', { name: 'Save App' }).click()
  await office.getByRole('dialog', { name: 'Success' }).waitFor()
  const public_key = await copyOf(office, 'Public key')
  const private_key = await copyOf(office, 'Private key')
  await closeShownOnce(office)
  const keys = { public_key, private_key, redirect_uri, scopes: ['profile', 'plans'] }

  // “Send your user to … They will be presented with an explanation page.”
  const home = await chromium.open(t, { size: 'phone' })
  await home.goto(consentPath(keys))
  await signIn(home, user)
  const page = await home.innerText('main')
  for (const words of ['Choir planner', 'profile', 'plans', new URL(redirect_uri).host]) {
    assert.ok(page.includes(words), `the explanation says ${words}: ${page}`)
  }
  // “Once accepted, they will be sent to the URI given in redirect_uri, with the added parameter.”
  await home.getByRole('button', { name: 'Allow' }).click()
  await home.waitForURL(/[?&]code=/)
  const code = new URL(home.url()).searchParams.get('code') ?? ''
  const token = await redeemUserCode(mint, code, keys)
  assert.equal(token.status, 200, token.text)
  const userToken = token.field('user_token')
  assert.equal((await me(mint, token.field('access_token'))).status, 200)
  const bearer = composite(public_key, private_key, userToken, plan_key)
  const plans = await me(mint, bearer, '/v0/me/plans/')
  assert.equal(plans.status, 200, plans.text)

  await home.goto('/account/agreements')
  const own = home.getByRole('article').filter({ hasText: 'Choir planner' })
  await own.getByRole('link', { name: /Take back/ }).click()
  await home.getByRole('button', { name: 'Take it back' }).click()
  await home.waitForURL('**/account/agreements*')
  assert.equal((await me(mint, bearer)).status, 401, 'what was taken back ends at once')
})

test('whoever is not an operator reads about Apps and is offered none', async (t) => {
  const developer = { email: 'dev@demo.localhost', password: 'A long enough password' }
  const made = await manage(mint, '/users', {
    json: { ...developer, name: 'Dana Developer', roles: ['developer'], organization_id: 10_000 },
  })
  assert.equal(made.status, 201, made.text)
  const page = await chromium.open(t, { as: developer })
  await goTo(page, 'Apps')
  assert.equal(await page.getByRole('link', { name: 'Create New' }).count(), 0)
})
