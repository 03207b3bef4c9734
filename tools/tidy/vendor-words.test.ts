import assert from 'node:assert/strict'
import { test } from 'node:test'
import { found } from './found.ts'
import { vendorWords } from './vendor-words.ts'

test('a vendor is named in its own dialect, in the list, in tests and outside the server', () => {
  const files = {
    'server/dialects/envoy/token.ts': '// Envoy sends commas.',
    'server/dialects/eight-by-eight/token.ts': "const host = 'video-agent.8x8.com'",
    'server/dialects/index.ts': "import { vonage } from './vonage/dialect.ts'",
    'server/tokens/issuer.test.ts': '// as Vonage does',
    'conformance/main.ts': "run('vocera')",
    'server/dialects/envoy/README.md': 'Unlike Vonage',
  }
  assert.deepEqual(found(vendorWords, files), [])
})

test('a vendor in the core or in a sibling is found, in code, strings and comments', () => {
  const files = {
    'server/tokens/issuer.ts': "// first\nif (name === 'vonage') return\nconst eightByEight = 1",
    'server/dialects/envoy/token.ts': '// unlike VocalCola',
    'server/dialects/contract.ts': '// Vocera',
  }
  assert.deepEqual(found(vendorWords, files), [
    'server/tokens/issuer.ts:2 "vonage" belongs in server/dialects/vonage/',
    'server/tokens/issuer.ts:3 "eightByEight" belongs in server/dialects/eight-by-eight/',
    'server/dialects/envoy/token.ts:1 "VocalCola" belongs in server/dialects/vocalcola/',
    'server/dialects/contract.ts:1 "Vocera" belongs in server/dialects/vocera/',
  ])
})
