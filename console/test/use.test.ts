// How the console is used: by guide, by role, by search and by the keyboard alone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chromiumForThisFile } from '../../server/test/chromium/chromium.ts'
import { openConsole } from '../../server/test/chromium/console.ts'
import { manage } from '../../server/test/flows/admin.ts'
import { mintForThisFile } from '../../server/test/mint.ts'
import { saveShown } from './shown-once.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)
const { operator, vocera } = mint.demo

test('an API key names the agent in its ready line, and opens only agents it is for', async (t) => {
  const page = await chromium.open(t, { size: 'phone', as: operator })
  await openConsole(page, '/console/api-keys/new')
  await page.getByLabel('Name').fill('Support portal')
  await page.getByRole('textbox', { name: 'Allowed agents' }).click()
  await page.getByRole('listbox').getByRole('option').first().click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Save API key' }).click()
  const dialog = page.getByRole('dialog', { name: 'Success' })
  await dialog.getByText(`"agent_id": ${vocera.agent_id}`).waitFor()
  const [key = ''] = await saveShown(page, 'API key')
  const signIn = async (agent_id: number) => {
    const json = { api_key: key, agent_id }
    return (await mint.request('/user/v1/embedded/login/', { method: 'POST', json })).status
  }
  assert.equal(await signIn(vocera.agent_id), 200)
  assert.equal(await signIn(vocera.foreign_agent_id), 403)
})

test('a developer is offered what developers may do, and no more', async (t) => {
  const developer = { email: 'dev@demo.localhost', password: 'nine-lives-of-a-tester' }
  const json = { ...developer, name: 'Dev Eloper', roles: ['developer'] }
  const made = await manage(mint, '/users', { method: 'POST', json })
  assert.equal(made.status, 201, made.text)
  const page = await chromium.open(t, { as: developer })
  await openConsole(page, '/console/apps')
  assert.equal(await page.getByRole('link', { name: 'Create New' }).count(), 0)
  await openConsole(page, '/console/api-keys')
  await page.getByRole('link', { name: 'Create API key' }).waitFor()
  assert.equal(await page.getByRole('navigation').getByText('Blocks').count(), 0)
})

test('the keyboard alone goes past the navigation and makes a credential', async (t) => {
  const page = await chromium.open(t, { as: operator })
  await openConsole(page, '/console/api-credentials')
  const keys = page.keyboard
  await keys.press('Tab')
  await keys.press('Enter')
  await page.locator('#content:focus').waitFor()
  await keys.press('Tab')
  await keys.press('Enter')
  await page.getByRole('heading', { name: 'Create API Credentials' }).waitFor()
  assert.match(await page.title(), /^Create API Credentials · /)
  await page.getByLabel('Name').focus()
  await keys.type('By hand')
  await keys.press('Tab')
  await page.getByRole('listbox').getByRole('option').first().waitFor()
  await keys.press('ArrowDown')
  await keys.press('Enter')
  await page.getByRole('button', { name: /^Remove / }).waitFor()
  await keys.press('Escape')
  await page.getByLabel('Name').focus()
  await keys.press('Enter')
  await page.getByRole('dialog', { name: 'Success' }).waitFor()
})

// The last one: whoever signed out is not signed in for others either.
test('a name finds its page from anywhere, and whoever signs out is out', async (t) => {
  const page = await chromium.open(t, { as: operator, allow: { complaints: [/status of 401/] } })
  await openConsole(page, '/console/integrations')
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByPlaceholder(/go to a page/).fill('Reports demo')
  await page.getByRole('button', { name: /Reports demo/ }).click()
  await page.getByRole('heading', { name: 'Reports demo', level: 1 }).waitFor()
  await page.getByRole('button', { name: /Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(/\/sign-in\?/)
})
