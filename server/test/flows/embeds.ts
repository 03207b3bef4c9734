// An agent's frame, as its script opens it: a token, the origin of the page around, and from then
// on the frame's own secret.
import assert from 'node:assert/strict'
import type { Mint } from '../mint.ts'
import type { Answer, Init } from '../wire.ts'
import { manage } from './admin.ts'
import { bearer } from './vendors.ts'

export const SITE = 'https://shop.example'

export interface HeldFrame {
  readonly path: string
  readonly id: string
  readonly secret: string
  ask(mint: Mint, path: string, init?: Init): Promise<Answer>
}

export async function changeAgent(mint: Mint, json: unknown, id = 1): Promise<void> {
  const answer = await manage(mint, `/agents/${id}`, { method: 'PATCH', json })
  assert.equal(answer.status, 200, answer.text)
}

/** A pair for the demo's agent, with whatever lease the exchange asks for. */
export function exchange(
  mint: Mint,
  lease?: unknown,
  api_key = mint.demo.vocera.api_key,
): Promise<Answer> {
  const { agent_id } = mint.demo.vocera
  const json = { api_key, agent_id, ...(lease !== undefined && { lease }) }
  return mint.request('/user/v1/embedded/login/', { json })
}

export function askForFrame(
  mint: Mint,
  access: string,
  { origin = SITE, agent = 1, headers = {} } = {},
): Promise<Answer> {
  return mint.request(`/embed/${agent}/frames`, bearer(access, { json: { origin }, headers }))
}

export async function holdFrame(
  mint: Mint,
  access: string,
  origin = SITE,
  agent = 1,
): Promise<HeldFrame> {
  const answer = await askForFrame(mint, access, { origin, agent })
  assert.equal(answer.status, 200, answer.text)
  const id = answer.field('frame')
  const secret = answer.field('secret')
  const path = `/embed/${agent}/frames/${id}`
  const ask = (on: Mint, below: string, init: Init = {}) =>
    on.request(`${path}${below}`, bearer(secret, init))
  return { path, id, secret, ask }
}

/** The reason that the frame is told, and after how many milliseconds. */
export async function endOf(mint: Mint, frame: HeldFrame, act: () => Promise<unknown>) {
  const told = frame.ask(mint, '/events')
  // The stream is open as soon as it would be told: an end before is told at once as well.
  await act()
  const actedAtMs = performance.now()
  const { text } = await told
  return { reason: /"reason":"(\w+)"/.exec(text)?.[1], afterMs: performance.now() - actedAtMs }
}
