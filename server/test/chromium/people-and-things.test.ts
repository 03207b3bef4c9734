// Employees, agents, plans, organizations and management keys: what is done to them by hand, in a
// real browser, and what is then so for programs.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agreeTo, closeShownOnce, copyOf } from '../console/hand.ts'
import type { Person } from '../demo.ts'
import { manage } from '../flows/admin.ts'
import { eightByEight, vocera, voceraDetail } from '../flows/vendors.ts'
import { mintForThisFile } from '../mint.ts'
import { chromiumForThisFile } from './chromium.ts'
import { openConsole } from './console.ts'
import { assertFaultless } from './faults.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)
const { operator } = mint.demo

/** Somebody of the demo's organization with one role. */
async function personWith(role: string): Promise<Person> {
  const person = { email: `${role}@demo.localhost`, password: 'quilt-Zebra-84-lamp' }
  const answer = await manage(mint, '/users', { json: { ...person, name: role, roles: [role] } })
  assert.equal(answer.status, 201, answer.text)
  return person
}

test('a management key is shown once, does what was picked, and ends by a click', async (t) => {
  const page = await chromium.open(t, { as: operator })
  await openConsole(page, '/console/management-keys/new')
  await page.getByRole('textbox', { name: 'Name' }).fill('Log collector')
  await page.getByRole('button', { name: 'Collect the audit log' }).click()
  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByRole('dialog').getByText('I have saved it').waitFor()
  const key = await copyOf(page, 'Management key')
  await closeShownOnce(page)
  assert.ok(!(await page.content()).includes(key), 'the key is gone from the page')

  const headers = { Authorization: `Bearer ${key}` }
  assert.equal((await mint.request('/admin/v1/audit-events', { headers })).status, 200)
  assert.equal((await mint.request('/admin/v1/users', { headers })).status, 403)
  await page.getByRole('button', { name: 'Revoke Log collector' }).click()
  await agreeTo(page, 'Revoke key')
  await page.getByText('Log collector is revoked.').waitFor()
  assert.equal((await mint.request('/admin/v1/audit-events', { headers })).status, 401)
})

test('an agent that is switched off ends its tokens, and is found by a deep link', async (t) => {
  const { access } = (await vocera(mint)).json()
  assert.equal((await voceraDetail(mint, String(access))).status, 200)
  const page = await chromium.open(t, { as: operator })
  await openConsole(page, `/console/agents/${mint.demo.vocera.agent_id}`)
  await page.getByRole('button', { name: 'Switch off' }).click()
  await agreeTo(page, 'Switch off')
  await page.getByRole('button', { name: 'Switch on' }).waitFor()
  assert.equal((await voceraDetail(mint, String(access))).status, 401)
  await page.getByRole('button', { name: 'Switch on' }).click()
  await page.getByRole('button', { name: 'Switch off' }).waitFor()
})

test('a room shows its masked number, and a click ends it for the guest', async (t) => {
  const asked = { create_room: true, phone_number: '+6512345678', call_reference: 'call-of-noon' }
  const link = (await eightByEight(mint, asked)).field('guest_link')
  const guest = new URL(link).pathname
  assert.equal((await mint.request(guest)).status, 200)
  const page = await chromium.open(t, { as: operator })
  await openConsole(page, '/console/rooms?state=waiting')
  await page.getByRole('link', { name: 'call-of-noon' }).click()
  await page.getByText('…5678').waitFor()
  assert.ok(!(await page.content()).includes('12345678'), 'the number is masked')
  await page.getByRole('button', { name: 'End room' }).click()
  await agreeTo(page, 'End room')
  await page.getByText('Ended by somebody.').waitFor()
  assert.equal((await mint.request(guest)).status, 410)
})

test('a plan gets people by search, and taking one away can be undone', async (t) => {
  const page = await chromium.open(t, { as: operator })
  await openConsole(page, '/console/plans')
  await page.keyboard.press('c')
  await page.getByRole('heading', { name: 'Create a plan' }).waitFor()
  await page.getByRole('textbox', { name: 'Name' }).fill('Evening choir')
  await page.getByRole('button', { name: 'Create plan' }).click()
  await page.getByRole('heading', { level: 1, name: 'Evening choir' }).waitFor()
  const guests = page.getByRole('list', { name: 'Who may guest manage it' })
  await page.getByLabel('Add a person').first().fill('erin')
  await page.getByRole('option', { name: /Erin Employee/ }).click()
  await guests.getByText('Erin Employee').waitFor()
  await page.getByRole('button', { name: 'Remove Erin Employee' }).click()
  await guests.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await guests.getByText('Erin Employee').waitFor()
})

test('an API is protected by hand, and what becomes of a request is told', async (t) => {
  const page = await chromium.open(t, { as: operator })
  await openConsole(page, '/console/apis/new')
  await page.getByRole('textbox', { name: 'Name' }).fill('bills')
  await page.getByRole('textbox', { name: 'Path', exact: true }).fill('/bills')
  await page.getByRole('textbox', { name: 'Upstreams' }).fill('http://127.0.0.1:9')
  await page.getByRole('button', { name: 'Add route' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Path' }).fill('/{id}')
  await dialog.getByRole('textbox', { name: 'Scopes' }).fill('bills:read')
  await page.getByRole('option', { name: 'Add bills:read' }).click()
  await dialog.getByRole('button', { name: 'Otherwise than the API' }).click()
  await dialog.getByRole('switch', { name: 'Other credentials count' }).check()
  await dialog.getByRole('checkbox', { name: 'X-API-Key' }).check()
  await assertFaultless(page)
  await dialog.getByRole('button', { name: 'Add route' }).click()
  await page.getByRole('button', { name: 'Add API' }).click()
  await page.getByRole('heading', { level: 1, name: 'bills' }).waitFor()
  await page.getByText('No style knows the scope bills:read').waitFor()
  await page.getByText('Its own: every style; shown as bearer, api_key').waitFor()
  await page.getByRole('textbox', { name: 'Address' }).fill('/bills/7')
  await page.getByRole('button', { name: 'Try', exact: true }).click()
  await page.getByText('Refused with 401').waitFor()

  await page.getByRole('button', { name: 'Remove GET /bills/{id}' }).click()
  await page.getByText('No route yet, so everything is refused.').waitFor()
  assert.ok(await page.getByRole('button', { name: 'Save' }).isDisabled())
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('button', { name: 'Switch off' }).click()
  await agreeTo(page, 'Switch off')
  await page.getByRole('button', { name: 'Switch on' }).waitFor()
})

test('an invitation is a link that sets the password, once', async (t) => {
  const page = await chromium.open(t, { as: operator })
  await openConsole(page, '/console/employees/new')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Iris Invited')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('iris@demo.localhost')
  await page.getByRole('button', { name: 'Create employee' }).click()
  const link = await copyOf(page, 'Invitation link')
  await closeShownOnce(page)
  await page.getByRole('heading', { level: 1, name: 'Iris Invited' }).waitFor()
  await page.getByText('No password yet').waitFor()
  assert.ok(!(await page.content()).includes(link), 'the link is gone from the page')
  const { pathname, search } = new URL(link)
  assert.equal((await mint.request(pathname + search)).status, 303)

  await page.getByRole('button', { name: 'Disable' }).click()
  await agreeTo(page, 'Disable')
  await page.getByText('Iris Invited is refused everywhere').waitFor()
  await page.getByRole('button', { name: 'Delete employee' }).click()
  await agreeTo(page, 'Delete employee')
  await page.getByRole('heading', { level: 1, name: 'Employees' }).waitFor()
})

test('an administrator gives no role above their own, and is told why', async (t) => {
  const page = await chromium.open(t, { as: await personWith('organization_admin') })
  await openConsole(page, '/console/employees')
  await page.getByRole('link', { name: 'Create employee' }).click()
  await page.getByRole('radio', { name: 'Organization administrator' }).waitFor()
  assert.equal(await page.getByRole('radio', { name: 'Operator' }).count(), 0)
  await page.getByText('Operator: not offered').waitFor()
  assert.equal(await page.getByRole('link', { name: 'Organizations' }).count(), 0)
  await openConsole(page, '/console/employees?role=operator')
  await page.getByRole('link', { name: /Operator/ }).click()
  await page.getByText('Only who may do as much').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Delete employee' }).count(), 0)
})

test('who may only look is shown everything and offered nothing', async (t) => {
  const page = await chromium.open(t, { as: await personWith('read_only') })
  for (const list of ['employees', 'agents', 'plans', 'management-keys']) {
    await openConsole(page, `/console/${list}`)
    assert.equal(await page.getByRole('link', { name: /^Create/ }).count(), 0, list)
  }
  await openConsole(page, `/console/agents/${mint.demo.vocera.agent_id}`)
  assert.equal(await page.getByRole('button', { name: /Switch|Save/ }).count(), 0)
  await openConsole(page, '/console/employees/new')
  await page.getByRole('heading', { name: 'This page is not open to you' }).waitFor()
})

test('an operator switches into an organization, and lists show what is its own', async (t) => {
  const page = await chromium.open(t, { as: operator })
  await openConsole(page, '/console/organizations/new')
  await page.getByRole('textbox', { name: 'Name' }).fill('Harbour Ltd')
  await page.getByRole('button', { name: 'Create organization' }).click()
  await page.getByRole('button', { name: 'Switch into Harbour Ltd' }).click()
  await page.getByRole('link', { name: 'Agents' }).click()
  await page.getByRole('heading', { name: 'There is no agent yet' }).waitFor()
  await page.getByRole('combobox', { name: 'Organization' }).selectOption('All organizations')
  await page.getByRole('link', { name: 'Front desk' }).waitFor()
})

test('the keyboard opens its own help and the account’s corner', async (t) => {
  const page = await chromium.open(t, { as: operator })
  await openConsole(page, '/console/agents')
  await page.keyboard.press('Shift+?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await page.keyboard.press('Escape')
  const account = page.getByRole('button', { name: /^Account of/ })
  await account.focus()
  await page.keyboard.press('Enter')
  const passkeys = page.getByRole('menuitem', { name: 'Passkeys' })
  await passkeys.waitFor()
  assert.equal(await passkeys.getAttribute('href'), '/account/passkeys')
  await page.keyboard.press('Escape')
  await passkeys.waitFor({ state: 'hidden' })
  const focused = await page.evaluate<string>('document.activeElement.textContent')
  assert.match(focused, /^Account of/, 'the focus is where it was')
})
