import assert from 'node:assert/strict'
import { test } from 'node:test'
import { elapsedMs } from './elapsed.ts'
import { engineOfRuntime } from './engine.ts'
import type { VerifiedToken } from './offline.ts'
import { Recent } from './recent.ts'
import { jwt, newKey } from './test/stand-in.ts'
import { VerifiedTokens } from './verified-tokens.ts'
import { webEngine } from './web-engine.ts'

test('WebCrypto says of every signature and text what Node’s own cryptography says', async () => {
  const engines = [engineOfRuntime(), webEngine()]
  for (const key of [newKey('e'), newKey('r', 'RS256')]) {
    const text = jwt(key, { typ: 'JWT' }, { a: 'ü' })
    const [head = '', body = '', signature = ''] = text.split('.')
    const { kid: _, ...jwk } = key.jwk
    for (const engine of engines) {
      const imported = await engine.importKey(key.alg, jwk)
      const open = (given: string) => engine.open(imported, `${head}.${body}.${given}`)
      assert.equal(await open(signature), '{"a":"ü"}')
      const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
      const last = 'AQgw'.includes(signature.at(-1) ?? '') ? 'B' : 'C'
      const spelled = [`${signature}=`, ` ${signature}`, signature.slice(0, -1) + last]
      const other = signature.replaceAll('-', '+').replaceAll('_', '/')
      if (other !== signature) spelled.push(other)
      // What has the same last eight bits, and is another character.
      spelled.push(String.fromCharCode(signature.charCodeAt(0) + 256) + signature.slice(1))
      for (const wrong of ['', '.', flipped, ...spelled, `${signature}A`, signature.slice(1)]) {
        assert.equal(await open(wrong), undefined, wrong)
      }
      const alias = String.fromCharCode(body.charCodeAt(0) + 256) + body.slice(1)
      for (const wrong of [`${head}.${alias}`, `${head}..${body}`, head, '']) {
        assert.equal(await engine.open(imported, `${wrong}.${signature}`), undefined, wrong)
      }
    }
  }
  const [one, other] = await Promise.all(engines.map((engine) => engine.digest('client:ü')))
  assert.equal(one, other)
})

test('every signature is turned right, those with short halves too', () => {
  const key = newKey('e')
  const { kid: _, ...jwk } = key.jwk
  const engine = engineOfRuntime()
  const imported = engine.importKey('ES256', jwk)
  assert.ok(!(imported instanceof Promise))
  const starts = new Set<string>()
  for (let i = 0; i < 1_500; i += 1) {
    const token = jwt(key, {}, { i })
    const signature = token.slice(token.lastIndexOf('.') + 1)
    assert.equal(engine.open(imported, token), `{"i":${i}}`, token)
    const bytes = Buffer.from(signature, 'base64url')
    for (const half of [bytes[0] ?? 0, bytes[32] ?? 0]) {
      starts.add(half === 0 ? 'zero' : half > 0x7f ? 'high' : 'low')
    }
  }
  assert.deepEqual([...starts].sort(), ['high', 'low', 'zero'])
})

test('time that a machine slept has passed, and a clock set back takes none away', () => {
  let [monotonic, wall] = [50, 1_000_000]
  const elapsed = elapsedMs(
    () => monotonic,
    () => wall,
  )
  const after = (monotonicMs: number, aheadMs: number): number => {
    monotonic += monotonicMs
    wall += aheadMs
    return elapsed()
  }
  assert.equal(after(700, 700), 700)
  assert.equal(after(0.4, 1), 700.4, 'a millisecond that was not over yet')
  assert.equal(Math.round(after(100, 3_600_100)), 3_600_801, 'an hour of sleep')
  assert.equal(Math.round(after(100, -7_200_000)), 3_600_901, 'set back by two hours')
  assert.equal(Math.round(after(100, 100)), 3_601_001)
})

test('what is remembered is bounded, and what is used stays', () => {
  const recent = new Recent<number>(100)
  for (let i = 0; i < 10_000; i += 1) {
    recent.set(`k${i}`, i)
    recent.get('k0')
    assert.ok(recent.size <= 101)
  }
  assert.equal(recent.get('k0'), 0)
  assert.equal(recent.get('k1'), undefined)
  assert.equal(recent.get('__proto__'), undefined)
})

test('remembered tokens are found by all of their text, and the eldest are forgotten', () => {
  const remembered = new VerifiedTokens(100)
  const { caller, style } = {} as VerifiedToken
  const about = { caller, style, digests: [], issuedAt: 1, generation: 0, keysGeneration: 0 }
  const tokenOf = (i: number) => `h.${i}.${String(i % 16).padStart(8, 'A')}`
  const verified = (i: number): VerifiedToken => ({ ...about, token: tokenOf(i), expiresAt: i })
  for (let i = 0; i < 10_000; i += 1) remembered.set(verified(i))
  for (let i = 9_990; i < 10_000; i += 1) {
    assert.equal(remembered.get(tokenOf(i))?.expiresAt, i)
    assert.equal(remembered.get(`x${tokenOf(i)}`), undefined)
  }
  assert.equal(remembered.get(tokenOf(1)), undefined)
  for (let i = 0; i < 20; i += 1) remembered.set({ ...verified(9_999), expiresAt: -i })
  assert.equal(remembered.get(tokenOf(9_999))?.expiresAt, -19, 'the newest, once')
  assert.equal(remembered.get(tokenOf(9_998))?.expiresAt, 9_998, 'and nothing beside it is lost')
  assert.equal(new VerifiedTokens(0).get(''), undefined)
})
