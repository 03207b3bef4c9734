import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePlain } from './plain.ts'

test('a name with an override in it cannot turn the words around it', () => {
  const json = JSON.stringify({ data: [{ name: 'evil\u202egpj.exe\u2069' }], 'x\u202e': 1 })
  assert.deepEqual(parsePlain(json), { data: [{ name: 'evil\ufffdgpj.exe\ufffd' }], 'x\u202e': 1 })
})

test('names in any writing stay as they are', () => {
  const answer = { names: ['Zoë', 'שלום', '東京', 'a\u200fb', '<b>'], at: null, count: 3 }
  assert.deepEqual(parsePlain(JSON.stringify(answer)), answer)
})
