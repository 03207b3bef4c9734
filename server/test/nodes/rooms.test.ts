// The participants of one room are connected to different nodes, as a balancer without stickiness
// sends them: they see each other, hear each other, and are put out from either.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agentSettings, enter, guestSettings, openedRoom } from '../../conference/test/caller.ts'
import { freshDatabase } from '../postgres.ts'
import { nodesForThisFile } from './nodes.ts'

const { all } = await nodesForThisFile(await freshDatabase(), 2)
const [north, south] = all
assert.ok(north && south)

test('what one says on one node reaches the others on theirs, however long it is', async () => {
  const room = await openedRoom(north)
  const agent = await enter(north, await agentSettings(north, room))
  const guest = await enter(south, await guestSettings(south, room), 'Rosa')
  assert.deepEqual(
    guest.entered.seats.map(({ name }) => name),
    [agent.entered.you.name],
  )
  assert.equal((await agent.hear('joined')).seat.name, 'Rosa')
  await agent.hear('started')
  agent.say({ type: 'devices', camera: true, microphone: true, screen: false })
  // The first that is heard of a newcomer’s elders may be how they stood before.
  while (!(await guest.hear('changed')).seat.devices.camera);
  const late = await enter(south, await guestSettings(south, room), 'Luz')
  assert.equal((await late.hear('changed')).seat.devices.camera, true, 'told to whoever is new')

  const sdp = `v=0 ${'ü'.repeat(20_000)}`
  agent.say({ type: 'signal', to: guest.entered.you.id, content: { sdp } })
  assert.deepEqual((await guest.hear('signal')).content, { sdp })
  const texts = Array.from({ length: 20 }, (_, n) => `${n}`)
  for (const text of texts) guest.say({ type: 'chat', text })
  const heard: string[] = []
  while (heard.length < texts.length) heard.push((await agent.hear('chat')).text)
  assert.deepEqual(heard, texts, 'in order')
  assert.ok(!late.heard.some(({ type }) => type === 'signal'), 'to whom it was for, alone')

  agent.say({ type: 'kick', seat: guest.entered.you.id })
  assert.equal((await guest.hear('ended')).reason, 'kicked')
  assert.equal((await late.hear('left')).seat, guest.entered.you.id)
  agent.say({ type: 'end' })
  assert.equal((await late.hear('ended')).reason, 'ended')
  assert.equal(await late.closed(), 1000)
})

test('of any number who want the last seats on two nodes, six get one', async () => {
  const room = await openedRoom(north)
  const settings = await guestSettings(north, room)
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, (_, n) => enter(n % 2 === 0 ? north : south, settings, `${n}`)),
  )
  const seats = outcomes.flatMap((one) =>
    one.status === 'fulfilled' ? [one.value.entered.you.number] : [],
  )
  assert.deepEqual(seats.sort(), [1, 2, 3, 4, 5, 6])
})

test('whoever comes back on another node takes the seat along', async () => {
  const room = await openedRoom(north)
  const settings = await guestSettings(north, room)
  const guest = await enter(north, settings, 'Rosa')
  const { you, resume } = guest.entered
  const back = await enter(south, settings, 'Rosa', { seat: you.id, resume })
  assert.equal(back.entered.you.id, you.id)
  assert.equal((await guest.hear('ended')).reason, 'taken_over')
})
