import assert from 'node:assert/strict'
import { test } from 'node:test'
import { elapsedMs } from './elapsed.ts'
import { engineOfRuntime, webEngine } from './engine.ts'
import { Recent } from './recent.ts'
import { jwt, newKey } from './test/stand-in.ts'

test('WebCrypto says of every signature and text what Node’s own cryptography says', async () => {
  const engines = [engineOfRuntime(), webEngine()]
  for (const key of [newKey('e'), newKey('r', 'RS256')]) {
    const text = jwt(key, { typ: 'JWT' }, { a: 'ü' })
    const [head = '', body = '', signature = ''] = text.split('.')
    const { kid: _, ...jwk } = key.jwk
    for (const engine of engines) {
      const imported = await engine.importKey(key.alg, jwk)
      const isSigned = (given: string) => engine.isSigned(imported, `${head}.${body}`, given)
      assert.equal(await isSigned(signature), true)
      const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
      const last = 'AQgw'.includes(signature.at(-1) ?? '') ? 'B' : 'C'
      const spelled = [`${signature}=`, ` ${signature}`, signature.slice(0, -1) + last]
      const other = signature.replaceAll('-', '+').replaceAll('_', '/')
      if (other !== signature) spelled.push(other)
      for (const wrong of ['', flipped, ...spelled, `${signature}A`, signature.slice(1)]) {
        assert.equal(await isSigned(wrong), false, wrong)
      }
      assert.equal(engine.decodeText(body), '{"a":"ü"}')
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
    const last = token.lastIndexOf('.')
    const signature = token.slice(last + 1)
    assert.equal(engine.isSigned(imported, token.slice(0, last), signature), true, token)
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
