import assert from 'node:assert/strict'
import { test } from 'node:test'
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
      for (const wrong of ['', flipped, `${signature}=`, `${signature}A`, signature.slice(1)]) {
        assert.equal(await isSigned(wrong), false, wrong)
      }
      assert.equal(engine.decodeText(body), '{"a":"ü"}')
      for (const odd of ['a b', 'YQ=', 'YR', '+/']) {
        assert.equal(engine.decodeText(odd), undefined, odd)
      }
    }
  }
  const [one, other] = await Promise.all(engines.map((engine) => engine.digest('client:ü')))
  assert.equal(one, other)
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
