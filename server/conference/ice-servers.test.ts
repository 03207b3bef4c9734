import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { iceServersFor } from './ice-servers.ts'

const STUN = ['stun:stun.example:3478']
const TURN = ['turn:turn.example:3478?transport=udp', 'turns:turn.example:5349']

test('without settings a browser is told of no server: the call stays in its own network', () => {
  assert.deepEqual(iceServersFor({ stunUrls: [], turnUrls: [], turnSecret: '' }, 7, 1_000), [])
})

test('a relay’s credentials are one seat’s, end after a day, and are what coturn computes', () => {
  const settings = { stunUrls: STUN, turnUrls: TURN, turnSecret: 'north' }
  const [stun, turn] = iceServersFor(settings, 7, 1_000)
  assert.deepEqual(stun, { urls: STUN })
  assert.equal(turn?.username, '87400:seat_7')
  const expected = createHmac('sha1', 'north').update('87400:seat_7').digest('base64')
  assert.equal(turn?.credential, expected)
  assert.deepEqual(turn?.urls, TURN)
})
