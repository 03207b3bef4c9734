import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialectsOf, kindOf, kinds } from './index.ts'

const styles = [
  { name: 'standard', credential: 'client_secret' },
  { name: 'vocera', credential: 'api_key' },
  { name: 'eight-by-eight', credential: 'api_key' },
  { name: 'vonage', credential: 'client_secret' },
  { name: 'vocalcola', credential: 'key_pair' },
  { name: 'envoy', credential: 'client_secret' },
  { name: 'a-seventh', credential: 'api_key' },
] as const

test('every style has its page, one that came later by what its clients hold', () => {
  assert.deepEqual(
    kinds.map((kind) => [kind.slug, ...dialectsOf(kind, styles).map(({ name }) => name)]),
    [
      ['api-credentials', 'standard', 'vonage'],
      ['integrations', 'envoy'],
      ['apps', 'vocalcola'],
      ['api-keys', 'vocera', 'eight-by-eight', 'a-seventh'],
    ],
  )
  assert.equal(kindOf({ name: 'a-seventh', credential: 'api_key' }).slug, 'api-keys')
})
