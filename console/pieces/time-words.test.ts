import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exactWords, lengthWords, relativeWords, withLocalTimes } from './time-words.ts'

test('a time is told as people tell it', () => {
  const now = Date.parse('2030-01-10T12:00:00Z')
  for (const [seconds, words] of [
    [0, 'just now'],
    [-30, 'just now'],
    [-60, '1 minute ago'],
    [-3_600, '1 hour ago'],
    [-86_400, 'yesterday'],
    [7 * 86_400, 'in 7 days'],
    [400 * 86_400, 'next year'],
  ] as const) {
    assert.equal(relativeWords(now + seconds * 1000, now), words)
  }
})

test('a length of time is told in its two largest units', () => {
  for (const [seconds, words] of [
    [0, '0 seconds'],
    [1, '1 second'],
    [900, '15 minutes'],
    [5_400, '1 hour 30 minutes'],
    [86_400, '1 day'],
    [90_061, '1 day 1 hour'],
  ] as const) {
    assert.equal(lengthWords(seconds), words)
  }
})

test('instants in a sentence of the server are told in the zone of the reader', () => {
  const iso = '2030-01-10T12:00:00Z'
  const words = exactWords(Date.parse(iso))
  assert.equal(withLocalTimes(`It ends by ${iso}.`), `It ends by ${words}.`)
})
