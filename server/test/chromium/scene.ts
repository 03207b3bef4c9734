// A platform with something going on, so that there is something to be seen on its pages.
import assert from 'node:assert/strict'
import { manage } from '../flows/admin.ts'
import { holdTokens } from '../flows/standard.ts'
import { eightByEight } from '../flows/vendors.ts'
import { holdUserToken } from '../flows/vocalcola.ts'
import type { Mint } from '../mint.ts'

export interface Scene {
  readonly mint: Mint
  readonly agentPath: string
  readonly idleAgentPath: string
  readonly guestPath: string
  readonly expiredGuestPath: string
  /** Of something that the demo's person agreed to. */
  readonly agreementPath: string
}

const ROOM_SEC = 15 * 60

export async function openScene(mint: Mint): Promise<Scene> {
  await holdTokens(mint)
  await holdUserToken(mint)
  const expired = await openRoom(mint, '+6512345600', 'call-of-monday')
  await mint.advance(ROOM_SEC + 1)
  const room = await openRoom(mint, '+6512345678', '123abcde')
  await protectOrders(mint)
  const idle = (await eightByEight(mint)).field('auth_token')
  return {
    mint,
    agentPath: agentPath(mint, room.token),
    idleAgentPath: agentPath(mint, idle),
    guestPath: room.guestPath,
    expiredGuestPath: expired.guestPath,
    agreementPath: `/account/agreements/${mint.demo.standard.client_id}`,
  }
}

/** An API behind the gateway, one scope of which nobody knows. */
async function protectOrders(mint: Mint): Promise<void> {
  const json = {
    name: 'orders',
    hosts: ['api.example.com'],
    path: '/orders',
    upstreams: ['http://127.0.0.1:9'],
    limits: { per_credential: { requests: 100, seconds: 60 } },
    routes: [
      { methods: ['GET'], path: '/status', public_because: 'load balancers ask it' },
      { methods: ['GET'], path: '/{id}', any_scope: ['stats', 'orders:read'], timeout_seconds: 5 },
      { methods: ['POST', 'DELETE'], path: '/{id}/items', scopes: ['stats', 'orders:write'] },
    ],
  }
  const answer = await manage(mint, '/apis', { json })
  assert.equal(answer.status, 201, answer.text)
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
