// A server is killed at every step between a sign-in and a text that is marked as sent: the guest
// gets 0 or 1 text, never 2. The provider counts. After each death somebody else would go on.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openVendor } from '../../texts/test/vendor.ts'
import { manage } from '../flows/admin.ts'
import { agentSignIn, eightByEight } from '../flows/vendors.ts'
import { type Mint, startMint } from '../mint.ts'
import { freePort, newFolder } from '../places.ts'
import { eventually } from '../wire.ts'

const SENT_MS_MAX = 10_000
const TAKEN = { status: 200, body: '{"messages":[{"status":"0","message-id":"AA"}]}' }
const THROTTLED = { status: 200, body: '{"messages":[{"status":"1"}]}' }
/** After so long a try belongs to a node that is gone. */
const STUCK_SEC = 61

const vendor = await openVendor()
const place = { dataDir: newFolder(), port: await freePort() }
const env = {
  MINTMARK_TEXTS_PROVIDER: 'vonage',
  MINTMARK_TEXTS_ACCOUNT: 'abcd1234',
  MINTMARK_TEXTS_SECRET: 'secret',
  MINTMARK_TEXTS_SENDER: 'Mint',
  MINTMARK_TEXTS_URL: vendor.url,
}
let mint: Mint = await startMint({ ...place, env })
after(async () => {
  await mint.stop()
  await vendor.close()
})

async function owe(phone: string): Promise<void> {
  const asked = { create_room: true, phone_number: phone }
  const token = (await eightByEight(mint, asked)).field('auth_token')
  assert.equal((await agentSignIn(mint, token)).status, 200)
}

function askedFor(phone: string): number {
  const digits = phone.slice(1)
  return vendor.asked.filter(({ body }) => new URLSearchParams(body).get('to') === digits).length
}

async function stateOf(phone: string): Promise<string> {
  const { data } = (await manage(mint, '/texts?limit=100')).json()
  const all = data as { phone_number: string; state: string }[]
  const text = all.find((one) => one.phone_number === `…${phone.slice(-4)}`)
  return text?.state ?? 'none'
}

/** Another server on the same store, a minute later, so that what died is known for dead. */
async function comeBack(): Promise<void> {
  vendor.onAsked(() => {})
  vendor.answers(TAKEN)
  mint = await startMint({ ...place, env })
  await mint.advance(STUCK_SEC)
}

/** What comes after it in time stands behind it: when that is sent, no more will come of it. */
async function assertAllIsDone(phone: string): Promise<void> {
  await owe(phone)
  await eventually(async () => (await stateOf(phone)) === 'sent', phone, SENT_MS_MAX)
}

test('killed before the provider was asked: one text, by the next server', async () => {
  const phone = '+6590890001'
  vendor.answers(THROTTLED)
  await owe(phone)
  await eventually(async () => askedFor(phone) === 1, 'it is refused once', SENT_MS_MAX)
  await eventually(async () => (await stateOf(phone)) === 'waiting', 'it waits', SENT_MS_MAX)
  await mint.kill()
  await comeBack()
  await eventually(async () => (await stateOf(phone)) === 'sent', 'it is sent', SENT_MS_MAX)
  assert.equal(askedFor(phone), 2, 'the one that was refused, and the one that was taken')
})

test('killed while the provider is asked: asked once, and shown to somebody', async () => {
  const phone = '+6590890002'
  vendor.answers(TAKEN)
  const killed = Promise.withResolvers<void>()
  // The provider has it, and its answer finds nobody.
  vendor.onAsked(async () => {
    await mint.kill()
    killed.resolve()
  })
  await owe(phone)
  await killed.promise
  await comeBack()
  await eventually(async () => (await stateOf(phone)) === 'uncertain', 'it is told', SENT_MS_MAX)
  const metrics = (await mint.request('/metrics')).text
  assert.match(metrics, /mintmark_texts\{state="uncertain"\} 1/)
  await assertAllIsDone('+6590890003')
  assert.equal(askedFor(phone), 1)
})

test('killed when the provider has answered: asked once, marked or not', async () => {
  for (const [n, delayMs] of [0, 5].entries()) {
    const phone = `+659089001${n}`
    vendor.answers(TAKEN)
    const killed = Promise.withResolvers<void>()
    vendor.onAsked(() => {
      pause(delayMs).then(() => mint.kill().then(killed.resolve))
    })
    await owe(phone)
    await killed.promise
    await comeBack()
    await assertAllIsDone(`+659089002${n}`)
    assert.equal(askedFor(phone), 1, `${delayMs} ms after`)
    assert.match(await stateOf(phone), /^(sent|uncertain)$/)
  }
})
