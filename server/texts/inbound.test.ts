import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openTestAdmin, type TestAdmin } from '../admin/test/open-admin.ts'
import { keyOf, signatureOf } from './signature.ts'

const SECRET = `whsec_${randomBytes(32).toString('base64')}`

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin({
    MINTMARK_TEXTS_PROVIDER: 'webhook',
    MINTMARK_TEXTS_URL: 'http://127.0.0.1:9/texts',
    MINTMARK_TEXTS_SECRET: SECRET,
  })
})
after(() => mint.close())

async function tell(from: string, body: string, wish: { at?: number; secret?: string } = {}) {
  const at = wish.at ?? mint.clock.now()
  const raw = JSON.stringify({ type: 'text.received', data: { from, body, more: 1 } })
  return mint.send('POST', '/texts/replies', {
    raw,
    headers: {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(at),
      'webhook-signature': signatureOf(keyOf(wish.secret ?? SECRET), 'msg_1', at, raw),
    },
  })
}

async function optOuts() {
  const { data } = await mint.done('GET', '/text-opt-outs')
  return (data as { phone_number: string; source: string }[]).map((one) => [
    one.phone_number,
    one.source,
  ])
}

test('STOP ends texts to whoever says it, and START brings them back', async () => {
  const heard = async (...asked: Parameters<typeof tell>) => {
    const { status, json, text } = await tell(...asked)
    assert.equal(status, 200, text)
    return json.heard
  }
  assert.equal(await heard('+6512345678', 'Please stop it, will you'), 'nothing')
  assert.equal(await heard('6512345678', ' Stop. '), 'stopped')
  assert.equal(await heard('+6512345678', 'STOP'), 'nothing', 'it is there already')
  assert.deepEqual(await optOuts(), [['…5678', 'reply']])
  const before = mint.clock.now() - 10
  assert.equal(await heard('+6512345678', 'START', { at: before }), 'nothing', 'an older one')
  assert.equal(await heard('+6512345678', 'start'), 'started')
  assert.deepEqual(await optOuts(), [])
  await mint.done('POST', '/text-opt-outs', { phone_number: '+6512345678' })
  assert.equal(await heard('+6512345678', 'START'), 'nothing', 'what an operator said stands')
  assert.equal(await heard('nobody', 'STOP'), 'nothing')
  const { data } = await mint.done('GET', '/audit-events?action=text.')
  assert.deepEqual(
    (data as { action: string }[]).map((one) => one.action),
    ['text.start', 'text.stop'],
  )
  assert.ok(!JSON.stringify(data).includes('12345678'), 'the record names no number')
})

test('what nobody signed, or long ago, is not heard', async () => {
  const before = await optOuts()
  const other = `whsec_${randomBytes(32).toString('base64')}`
  const now = mint.clock.now()
  for (const wish of [{ secret: other }, { at: now - 301 }, { at: now + 301 }]) {
    const refused = await tell('+6590893208', 'STOP', wish)
    assert.equal(refused.status, 401, refused.text)
  }
  const bare = { raw: '{"type":"text.received","data":{"from":"+6590893208","body":"STOP"}}' }
  assert.equal((await mint.send('POST', '/texts/replies', bare)).status, 401)
  assert.deepEqual(await optOuts(), before)
})

test('without a webhook there is no such door', async () => {
  const plain = await openTestAdmin()
  try {
    assert.equal((await plain.send('POST', '/texts/replies', { raw: '{}' })).status, 404)
  } finally {
    await plain.close()
  }
})
