// Each provider against a server that plays the vendor's documented API.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { openProvider, type ProviderChoice } from '../open-provider.ts'
import { keyOf, verifySigned } from '../signature.ts'
import { never, openVendor, type Vendor, type VendorAnswer } from '../test/vendor.ts'

const NOW = 1_800_000_000
const ACCOUNT_SID = `AC${'0'.repeat(32)}`
const MESSAGE = { id: 'txt_1', to: '+6512345678', words: 'Join here: http://mint.test/guest/abc' }
const NONE = {
  name: '',
  account: '',
  secret: '',
  secretFile: '',
  keyId: '',
  sender: '',
  url: '',
}
const CHOICES = {
  '8x8': { ...NONE, name: '8x8', account: 'riders_hq', secret: 'key', sender: 'Mint' },
  twilio: {
    ...NONE,
    name: 'twilio',
    account: ACCOUNT_SID,
    secret: 'token',
    sender: '+15005550006',
  },
  vonage: { ...NONE, name: 'vonage', account: 'abcd1234', secret: 'secret', sender: 'Mint' },
  webhook: { ...NONE, name: 'webhook', secret: `whsec_${randomBytes(32).toString('base64')}` },
} satisfies Record<string, ProviderChoice>

let vendor: Vendor
before(async () => {
  vendor = await openVendor()
})
after(() => vendor.close())

async function send(choice: ProviderChoice, answer: VendorAnswer, signal = never) {
  vendor.answers(answer)
  const url = `${vendor.url}${choice.name === 'webhook' ? '/texts' : ''}`
  const deps = { fetch, now: () => NOW }
  const { textProvider } = openProvider({ ...choice, url: choice.url || url }, deps)
  assert.ok(textProvider !== undefined)
  const outcome = await textProvider.send(MESSAGE, signal)
  const asked = vendor.asked.at(-1)
  assert.ok(asked !== undefined)
  return { outcome, asked, form: Object.fromEntries(new URLSearchParams(asked.body)) }
}

function json(status: number, body: unknown, headers: VendorAnswer['headers'] = {}): VendorAnswer {
  return { status, body: JSON.stringify(body), headers }
}

describe('8x8 SMS', () => {
  const queued = { umid: 'bda3d56d-1424', status: { code: 'QUEUED', description: 'accepted' } }

  it('posts JSON to its subaccount with the API key', async () => {
    const { outcome, asked } = await send(CHOICES['8x8'], json(200, queued))
    assert.deepEqual(outcome, { kind: 'accepted', reference: 'bda3d56d-1424' })
    assert.equal(`${asked.method} ${asked.path}`, 'POST /api/v1/subaccounts/riders_hq/messages')
    assert.equal(asked.headers.authorization, 'Bearer key')
    assert.deepEqual(JSON.parse(asked.body), {
      destination: MESSAGE.to,
      text: MESSAGE.words,
      clientMessageId: MESSAGE.id,
      encoding: 'AUTO',
      source: 'Mint',
    })
  })

  it('knows a refusal that is answered 200, and the codes of its errors', async () => {
    const rejected = { status: { code: 'REJECTED', description: 'Text value is missing' } }
    const answers = [
      [json(200, rejected), { kind: 'refused', code: 'REJECTED', isFinal: true }],
      [json(400, { code: 1002 }), { kind: 'refused', code: '1002', isFinal: true }],
      [json(401, { code: 1200 }), { kind: 'refused', code: '1200', isFinal: false }],
      [json(500, { code: 2000 }), { kind: 'unknown', code: 'http_500' }],
      [json(200, {}), { kind: 'unknown', code: 'answer_not_understood' }],
    ] as const
    for (const [answer, outcome] of answers) {
      assert.deepEqual((await send(CHOICES['8x8'], answer)).outcome, outcome)
    }
  })
})

describe('Twilio', () => {
  it('posts a form to its account with Basic', async () => {
    const { outcome, asked, form } = await send(CHOICES.twilio, json(201, { sid: 'SM12' }))
    assert.deepEqual(outcome, { kind: 'accepted', reference: 'SM12' })
    const path = `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`
    assert.equal(`${asked.method} ${asked.path}`, `POST ${path}`)
    const basic = Buffer.from(`${ACCOUNT_SID}:token`).toString('base64')
    assert.equal(asked.headers.authorization, `Basic ${basic}`)
    assert.deepEqual(form, { To: MESSAGE.to, From: '+15005550006', Body: MESSAGE.words })
  })

  it('signs in with an API key and lets a pool choose the number, where they are set', async () => {
    const pool = `MG${'1'.repeat(32)}`
    const choice = { ...CHOICES.twilio, keyId: 'SK1', sender: pool }
    const { asked, form } = await send(choice, json(201, { sid: 'SM12' }))
    const basic = Buffer.from('SK1:token').toString('base64')
    assert.equal(asked.headers.authorization, `Basic ${basic}`)
    assert.deepEqual([form.MessagingServiceSid, form.From], [pool, undefined])
  })

  it('tells what may be tried again from what may not, and who is unsubscribed', async () => {
    const refused = (code: number) => json(400, { code, message: 'No', status: 400 })
    const busy = json(429, { code: 20_429 }, { 'retry-after': '30' })
    const all = [
      [refused(21_211), { kind: 'refused', code: '21211', isFinal: true, isOptOut: false }],
      [refused(21_610), { kind: 'refused', code: '21610', isFinal: true, isOptOut: true }],
      [refused(21_611), { kind: 'refused', code: '21611', isFinal: false, isOptOut: false }],
      [
        busy,
        { kind: 'refused', code: '20429', isFinal: false, isOptOut: false, retryAfterSec: 30 },
      ],
      [json(500, { code: 20_500 }), { kind: 'unknown', code: 'http_500' }],
      [
        { status: 201, body: '{"sid":' },
        { kind: 'accepted', reference: undefined },
      ],
    ] as const
    for (const [answer, outcome] of all) {
      assert.deepEqual((await send(CHOICES.twilio, answer)).outcome, outcome)
    }
  })
})

describe('Vonage SMS', () => {
  const messages = (...statuses: string[]) =>
    json(200, { messages: statuses.map((status) => ({ status, 'message-id': 'AA' })) })

  it('posts a form with Basic, and the number without its plus', async () => {
    const { outcome, asked, form } = await send(CHOICES.vonage, messages('0'))
    assert.deepEqual(outcome, { kind: 'accepted', reference: 'AA' })
    assert.equal(`${asked.method} ${asked.path}`, 'POST /sms/json')
    const basic = Buffer.from('abcd1234:secret').toString('base64')
    assert.equal(asked.headers.authorization, `Basic ${basic}`)
    assert.deepEqual(form, {
      from: 'Mint',
      to: '6512345678',
      text: MESSAGE.words,
      'client-ref': 'txt_1',
    })
  })

  it('reads the status of the message, since refusals are answered 200', async () => {
    const all = [
      [['1'], { kind: 'refused', code: 'status_1', isFinal: false }],
      [['3'], { kind: 'refused', code: 'status_3', isFinal: true }],
      [['4'], { kind: 'refused', code: 'status_4', isFinal: false }],
      [['5'], { kind: 'unknown', code: 'status_5' }],
      [['7'], { kind: 'refused', code: 'status_7', isFinal: true }],
      [['1', '0'], { kind: 'accepted', reference: 'AA' }],
      [[], { kind: 'unknown', code: 'answer_not_understood' }],
    ] as const
    for (const [statuses, outcome] of all) {
      assert.deepEqual((await send(CHOICES.vonage, messages(...statuses))).outcome, outcome)
    }
  })
})

describe('a signed webhook', () => {
  it('sends an event that its receiver can verify and tell from others', async () => {
    const { outcome, asked } = await send(CHOICES.webhook, json(202, { id: 'own-9' }))
    assert.deepEqual(outcome, { kind: 'accepted', reference: 'own-9' })
    assert.equal(`${asked.method} ${asked.path}`, 'POST /texts')
    const header = (name: string) => String(asked.headers[`webhook-${name}`])
    const signed = {
      id: header('id'),
      timestamp: header('timestamp'),
      signature: header('signature'),
    }
    const key = keyOf(CHOICES.webhook.secret)
    assert.equal(signed.id, MESSAGE.id)
    assert.equal(verifySigned(key, signed, asked.body, NOW + 10), NOW)
    assert.equal(verifySigned(key, signed, `${asked.body} `, NOW), undefined)
    assert.equal(verifySigned(key, signed, asked.body, NOW + 301), undefined)
    const { type, data } = JSON.parse(asked.body)
    assert.equal(type, 'text.send')
    assert.deepEqual(data, { id: MESSAGE.id, to: MESSAGE.to, body: MESSAGE.words })
  })

  it('takes a refusal for one, and hears that a number wants no texts', async () => {
    const refused = await send(CHOICES.webhook, json(422, { code: 'landline', opted_out: true }))
    const { outcome } = refused
    assert.deepEqual(outcome, { kind: 'refused', code: 'landline', isFinal: true, isOptOut: true })
    const gone = await send(CHOICES.webhook, { status: 503 })
    assert.deepEqual(gone.outcome, { kind: 'unknown', code: 'http_503' })
  })

  it('signs as the specification’s own example does', () => {
    const key = keyOf('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')
    const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek'
    const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    const signed = { id, timestamp: '1614265330', signature }
    assert.equal(verifySigned(key, signed, '{"test": 2432232314}', 1_614_265_330), 1_614_265_330)
  })
})

describe('every provider', () => {
  it('knows that nothing was sent where nobody listens, and knows nothing else', async () => {
    const closed = await openVendor()
    await closed.close()
    for (const choice of Object.values(CHOICES)) {
      const away = await send({ ...choice, url: closed.url }, { status: 200 })
      assert.deepEqual(away.outcome, {
        kind: 'refused',
        code: 'unreachable:ECONNREFUSED',
        isFinal: false,
      })
      const cut = await send(choice, { status: 200, hangsUp: true })
      assert.equal(cut.outcome.kind, 'unknown', choice.name)
      const stopped = await send(choice, { status: 200 }, AbortSignal.abort())
      assert.deepEqual(stopped.outcome, { kind: 'unknown', code: 'no_answer' })
    }
  })

  it('follows no redirect, and believes no answer that is too long', async () => {
    const elsewhere = { status: 307, headers: { location: `${vendor.url}/elsewhere` } }
    for (const choice of Object.values(CHOICES)) {
      const { outcome, asked } = await send(choice, elsewhere)
      assert.equal(outcome.kind, 'refused')
      assert.notEqual(asked.path, '/elsewhere')
    }
    const long = JSON.stringify({ status: { code: 'QUEUED' }, more: 'x'.repeat(70_000) })
    const { outcome } = await send(CHOICES['8x8'], { status: 200, body: long })
    assert.deepEqual(outcome, { kind: 'unknown', code: 'answer_not_understood' })
  })

  it('says what it lacks, and never its secret', () => {
    const deps = { fetch, now: () => NOW }
    const wrong: ProviderChoice[] = [
      { ...CHOICES['8x8'], account: '' },
      { ...CHOICES['8x8'], account: 'a/../b' },
      { ...CHOICES.twilio, account: 'somebody' },
      { ...CHOICES.vonage, sender: '' },
      { ...CHOICES.webhook, url: vendor.url, secret: 'canary!' },
      { ...CHOICES.webhook, url: vendor.url, secret: '', secretFile: '/nowhere/canary' },
    ]
    for (const choice of wrong) {
      assert.throws(
        () => openProvider(choice, deps),
        (error: Error) => error.message.includes('texts.') && !error.message.includes('canary'),
      )
    }
  })
})
