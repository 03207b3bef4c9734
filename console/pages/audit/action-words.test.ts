import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actionWords } from './action-words.ts'

test('an action is told as people say it', () => {
  for (const [action, words] of [
    ['token.client_credentials', 'Token by client credentials'],
    ['admin.clients.create', 'Client created'],
    ['admin.credentials.finish-rotation', 'Credential rotation finished'],
    ['resource.location_list', 'API location list'],
    ['sign_in', 'Signed in'],
    ['something.new_and_unknown', 'something new and unknown'],
  ] as const) {
    assert.equal(actionWords(action), words)
  }
})
