// A platform with something going on, so that there is something to be seen on its pages.
import assert from 'node:assert/strict'
import { eightByEight } from '../flows/vendors.ts'
import type { Mint } from '../mint.ts'

export interface Scene {
  readonly mint: Mint
  readonly agentPath: string
  readonly idleAgentPath: string
  readonly guestPath: string
  readonly expiredGuestPath: string
}

const ROOM_SEC = 15 * 60

export async function openScene(mint: Mint): Promise<Scene> {
  const expired = await openRoom(mint, '+6512345600', 'call-of-monday')
  await mint.advance(ROOM_SEC + 1)
  const room = await openRoom(mint, '+6512345678', '123abcde')
  const idle = (await eightByEight(mint)).field('auth_token')
  return {
    mint,
    agentPath: agentPath(mint, room.token),
    idleAgentPath: agentPath(mint, idle),
    guestPath: room.guestPath,
    expiredGuestPath: expired.guestPath,
  }
}

function agentPath(mint: Mint, token: string): string {
  return `/?${new URLSearchParams({ user: mint.demo.eight_by_eight.agent_email, token })}`
}

async function openRoom(mint: Mint, phone_number: string, call_reference: string) {
  const asked = { create_room: true, phone_number, call_reference }
  const token = (await eightByEight(mint, asked)).field('auth_token')
  const { text } = await mint.request(agentPath(mint, token))
  const guestPath = /\/guest\/\w+/.exec(text)?.[0]
  assert.ok(guestPath !== undefined, text)
  return { token, guestPath }
}
