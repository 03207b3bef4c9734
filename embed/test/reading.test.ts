// What the widget reads from others, without a browser: tokens of the page, messages of the frame,
// and the address that attributes make.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frameUrl, type Wish } from '../frame-url.ts'
import { readFrameMessage } from '../messages.ts'
import { readToken } from '../token.ts'

const NOW_SEC = 1_800_000_000

const jwt = (claims: object) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`

test('how long a token is good for is told by the page, else by the token, else by nobody', () => {
  const left = (given: unknown) => readToken(given, NOW_SEC * 1000).leftMs
  const access = jwt({ exp: NOW_SEC + 60, name: 'ÿ~?>>>' })
  assert.equal(left(access), 60_000)
  assert.equal(left({ access }), 60_000)
  assert.equal(left({ access, expires_at: NOW_SEC + 30 }), 30_000)
  assert.equal(left({ access: 'opaque' }), undefined)
  assert.equal(left('a.b.c'), undefined)
  // A clock that is a day behind must not make a token of an hour last for a day and an hour.
  const ahead = NOW_SEC + 86_400
  assert.equal(left(jwt({ iat: ahead, exp: ahead + 3_600 })), 3_600_000)
})

test('what is no token is refused in words for the page’s developer', () => {
  for (const given of [undefined, null, '', {}, { access: '' }, { access: 1 }, { refresh: 'r' }]) {
    assert.throws(() => readToken(given, 0), /tokenProvider must give a token/)
  }
})

test('a message is read by its type and its members; anything else is none of ours', () => {
  const read = (rest: object) => readFrameMessage({ mintmark: 1, ...rest })
  assert.equal(readFrameMessage('token_expired'), 'token_expired')
  assert.deepEqual(read({ type: 'resize', height: 10.2 }), {
    type: 'resize',
    tells: { height: 11 },
  })
  assert.deepEqual(read({ type: 'resize', height: 1e9 }), {
    type: 'resize',
    tells: { height: 20_000 },
  })
  assert.deepEqual(read({ type: 'navigate', view: 'result', id: 7 }), {
    type: 'navigate',
    tells: { view: 'result', id: '7' },
  })
  assert.deepEqual(read({ type: 'error', code: {}, message: [] }), {
    type: 'error',
    tells: { code: '', message: '' },
  })
  const strangers = [
    undefined,
    'token_expired ',
    { type: 'open' },
    { mintmark: 2, type: 'open' },
    { mintmark: 1, type: 'toString' },
    { mintmark: 1, type: 'resize', height: -1 },
    { mintmark: 1, type: 'resize', height: Number.NaN },
    { mintmark: 1, type: 'resize', height: '10' },
  ]
  for (const data of strangers) assert.equal(readFrameMessage(data), undefined)
})

test('attributes become an address of the mint, whatever is written in them', () => {
  const nothing = { baseUrl: null, agentId: '1', view: null, resultId: null, theme: 'auto' }
  const at = (wish: Partial<Wish>) =>
    frameUrl({ ...nothing, ...wish }, 'https://shop.example/desk').href
  assert.equal(at({}), 'https://shop.example/embed/1/overview?theme=auto')
  const baseUrl = 'https://example.com/mint/'
  assert.equal(at({ baseUrl }), 'https://example.com/mint/embed/1/overview?theme=auto')
  assert.equal(
    at({ baseUrl: 'https://m.example', view: 'result', resultId: '../x?y', theme: 'a&b' }),
    'https://m.example/embed/1/result/..%2Fx%3Fy?theme=a%26b',
  )
  assert.throws(() => at({ baseUrl: 'javascript:alert(1)' }), /http/)
})
