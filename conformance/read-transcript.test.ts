import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTranscript, TranscriptError } from './read-transcript.ts'

const step = {
  step: 'ask',
  request: { method: 'GET', path: '/' },
  expect: { status: 200 },
}
const good = { title: 'A title', source: [{ mark: 'seed', checks: ['1.6.1'] }], steps: [step] }

function read(value: unknown) {
  return readTranscript('vocera/example', JSON.stringify(value))
}

test('a well-formed transcript is read and gets the name of its file', () => {
  assert.equal(read(good).name, 'vocera/example')
})

test('a transcript that could not fail as meant is refused', () => {
  const faulty: readonly unknown[] = [
    'text',
    { ...good, title: undefined },
    { ...good, steps: [] },
    { ...good, source: [{ mark: 'rumour' }] },
    { ...good, source: [{ mark: 'seed', checks: ['6.6.1'] }] },
    { ...good, comment: 'unknown member' },
    { ...good, steps: [{ ...step, expect: {} }] },
    { ...good, steps: [{ ...step, expect: { status: 200, jsno: {} } }] },
    { ...good, steps: [{ ...step, expects: {} }] },
    { ...good, steps: [{ step: 'no verb' }] },
    { ...good, steps: [{ ...step, check: { value: 1, expect: 1 } }] },
    { ...good, steps: [{ ...step, request: { ...step.request, raw: '', json: {} } }] },
    { ...good, steps: [{ step: 'x', jwt: { token: 'x', claim: {} } }] },
  ]
  for (const value of faulty) assert.throws(() => read(value), TranscriptError)
  assert.throws(() => readTranscript('vocera/broken', '{'), TranscriptError)
})
