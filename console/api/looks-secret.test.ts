import assert from 'node:assert/strict'
import { test } from 'node:test'
import { looksSecret } from './looks-secret.ts'

test('what is pasted by mistake is known for a secret, and names and ids are not', () => {
  for (const text of [
    'mm_ak_5_abcdef',
    ' mm_cs_abc',
    'Bearer mm_mk_1_x',
    'eyJhbGciOiJSUzI1NiJ9.e',
  ]) {
    assert.ok(looksSecret(text), text)
  }
  for (const text of ['mmc_0123456789ab', 'mm', 'crd_5', 'mgk_1', 'ann@example.test', 'eyJ', '']) {
    assert.ok(!looksSecret(text), text)
  }
})
