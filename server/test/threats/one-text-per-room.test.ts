// A room's text is sent once, however many sign-ins race or are replayed: a text costs money and
// reaches a stranger's phone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manage } from '../flows/admin.ts'
import { agentSignIn, eightByEight } from '../flows/vendors.ts'
import { mintForThisFile } from '../mint.ts'
import { runRounds } from '../nodes/race.ts'
import { eventually } from '../wire.ts'

const mint = await mintForThisFile()
const phone = '+6590893208'

async function openRoom(more: Readonly<Record<string, unknown>> = {}) {
  const answer = await eightByEight(mint, { create_room: true, phone_number: phone, ...more })
  return { token: answer.field('auth_token'), link: answer.field('guest_link') }
}

async function textsWith(link: string): Promise<number> {
  return (await mint.outbox()).filter(({ body }) => body.includes(link)).length
}

/** A second room's text leaves after all of the first: when it stands there, no more will come. */
async function awaitLaterText() {
  const mark = await openRoom()
  await agentSignIn(mint, mark.token)
  const arrived = async () => (await textsWith(mark.link)) === 1
  await eventually(arrived, 'the text of a later room', 5000)
}

async function assertTexts(link: string, count: number) {
  await awaitLaterText()
  assert.equal(await textsWith(link), count)
}

/** Of all rooms, whatever became of them. */
async function textsEver(): Promise<number> {
  const { data } = (await manage(mint, '/texts?limit=100')).json()
  assert.ok(Array.isArray(data))
  return data.length
}

test('50 parallel agent sign-ins with one token send one text', async () => {
  await runRounds(1, async () => {
    const room = await openRoom()
    await assertTexts(room.link, 0)
    const signIns = Array.from({ length: 50 }, () => agentSignIn(mint, room.token))
    const answers = await Promise.all(signIns)
    await assertTexts(room.link, 1)
    for (const answer of answers) assert.equal(answer.status, 200, answer.text)
    assert.equal((await mint.outbox()).find((text) => text.body.includes(room.link))?.to, phone)
  })
})

test('a sign-in that is replayed later sends no second text', async () => {
  const before = await textsEver()
  const room = await openRoom()
  await agentSignIn(mint, room.token)
  await eventually(async () => (await textsWith(room.link)) === 1, 'the first text', 5000)
  await mint.advance(60)
  await agentSignIn(mint, room.token)
  await mint.advance(900)
  await agentSignIn(mint, room.token)
  await awaitLaterText()
  // The room is over, so its text may have been dropped by now; it counts all the same.
  assert.equal(await textsEver(), before + 2)
})

test('a refused sign-in and one into an expired room send no text', async () => {
  const room = await openRoom()
  const query = new URLSearchParams({ user: 'nobody@nowhere.example', token: room.token })
  const refused = await mint.request(`/?${query}`)
  assert.ok(refused.status >= 400 && refused.status <= 404, `${refused.status}`)
  await assertTexts(room.link, 0)
  await mint.advance(901)
  assert.equal((await agentSignIn(mint, room.token)).status, 200)
  await assertTexts(room.link, 0)
})

test('a room without a phone sends no text', async () => {
  const room = await openRoom({ phone_number: null })
  assert.equal((await agentSignIn(mint, room.token)).status, 200)
  await assertTexts(room.link, 0)
})
