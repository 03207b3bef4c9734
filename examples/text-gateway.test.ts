// The sample gateway, used: it knows the mint's signature by itself, and the mint knows its.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { manage } from '../server/test/flows/admin.ts'
import { agentSignIn, eightByEight } from '../server/test/flows/vendors.ts'
import { mintForThisFile } from '../server/test/mint.ts'
import { freePort } from '../server/test/places.ts'
import { eventually } from '../server/test/wire.ts'

const SECRET = `whsec_${randomBytes(32).toString('base64')}`
const SENT_MS_MAX = 10_000
const port = await freePort()
const mint = await mintForThisFile({
  env: {
    MINTMARK_TEXTS_PROVIDER: 'webhook',
    MINTMARK_TEXTS_URL: `http://127.0.0.1:${port}/texts`,
    MINTMARK_TEXTS_SECRET: SECRET,
  },
})

test('a text goes out through a program of one’s own, and STOP comes back through it', async () => {
  const env = { ...process.env, SECRET, PORT: `${port}`, MINT: mint.baseUrl }
  const main = join(import.meta.dirname, 'text-gateway/main.ts')
  const gateway = spawn(process.execPath, [main], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  after(() => gateway.kill())
  let said = ''
  gateway.stdout.on('data', (part: Buffer) => {
    said += part.toString('utf8')
  })
  await once(gateway.stdout, 'data')
  const saying = (words: string) => eventually(async () => said.includes(words), words, SENT_MS_MAX)

  const enterNewRoom = async () => {
    const asked = { create_room: true, phone_number: '+6590893208' }
    const room = await eightByEight(mint, asked)
    assert.equal((await agentSignIn(mint, room.field('auth_token'))).status, 200)
    return room.field('guest_link')
  }
  const link = await enterNewRoom()
  await saying(`Join here: ${link}`)
  gateway.stdin.write('+6590893208 Stop\n')
  await saying('the mint says: {"heard":"stopped"}')
  const unwanted = await enterNewRoom()
  const isDropped = async () => {
    const { data } = (await manage(mint, '/texts?state=dropped')).json()
    return (data as unknown[]).length === 1
  }
  await eventually(isDropped, 'the text is dropped', SENT_MS_MAX)
  assert.ok(!said.includes(unwanted))
  assert.equal((await fetch(`http://127.0.0.1:${port}`, { method: 'POST' })).status, 401)
})
