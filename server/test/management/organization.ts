// An organization with one of everything that it may own, for tests that try to reach it from
// another one.
import assert from 'node:assert/strict'
import { enter, guestSettings } from '../../conference/test/caller.ts'
import { manage } from '../flows/admin.ts'
import { holdFrame, SITE } from '../flows/embeds.ts'
import { clientCredentials } from '../flows/standard.ts'
import { eightByEight } from '../flows/vendors.ts'
import type { Mint } from '../mint.ts'
import { type Answer, eventually } from '../wire.ts'
import { objectOf } from './operations.ts'

export interface Owned {
  readonly organizationId: number
  /** Stands in the name of everything that is made here. */
  readonly mark: string
  /** By the first word of the path: what stands in the place of its parameters. */
  readonly ids: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly accessToken: string
}

const ADDRESS = { line1: '', city: 'Here', state: '', postal_code: '1', country: 'CH' }
const TEXT_MS_MAX = 5_000

/** What belongs to nobody: organizations can see it at most. */
export const PLATFORMS = [
  'scopes',
  'signing-keys',
  'dialects',
  'regions',
  'apis',
  'blocks',
  'text-opt-outs',
  'text-breaker',
]

export async function furnishOrganization(mint: Mint, mark: string): Promise<Owned> {
  const make = async (path: string, json: Readonly<Record<string, unknown>>) => {
    const answer = await manage(mint, path, { json })
    assert.equal(answer.status, 201, `${path}: ${answer.text}`)
    return objectOf(answer.json())
  }
  const { id } = await make('/organizations', { name: `${mark} company` })
  const organizationId = Number(id)
  const owned = (name: string) => ({ name: `${mark} ${name}`, organization_id: organizationId })
  const client = await make('/clients', { dialect: 'standard', ...owned('client') })
  const extra = await make(`/clients/${client.id}/credentials`, {})
  const user = await make('/users', {
    ...owned('user'),
    email: `${mark.toLowerCase()}@demo.localhost`,
    password: `password of ${mark}`,
    roles: ['developer'],
  })
  const agent = await make('/agents', { ...owned('agent'), allowed_origins: [SITE] })
  const frame = await openFrame(mint, agent.id, await make('/clients', embedder(owned('page'))))
  const plan = await make('/plans', owned('plan'))
  const location = await make('/locations', { ...owned('location'), address: ADDRESS })
  const skill = `${mark} skill`
  const put = await manage(mint, `/availability/${organizationId}/${encodeURIComponent(skill)}`, {
    method: 'PUT',
    json: { ready: 1, away: 0, extended_away: 0, logged_out: 0 },
  })
  assert.equal(put.status, 200, put.text)
  const room = await openRoom(mint, mark, await make('/clients', caller(owned('caller'))))
  const text = await textOf(mint, organizationId)
  const key = await make('/management-keys', { ...owned('key'), permissions: ['clients:read'] })
  const token = await clientCredentials(mint, {
    client_id: String(client.client_id),
    client_secret: String(client.client_secret),
    redirect_uri: '',
    scopes: [],
  })
  return {
    organizationId,
    mark,
    ids: {
      clients: { id: String(client.id), credential_id: String(extra.id) },
      users: { id: String(user.id) },
      agents: { id: String(agent.id), frame },
      plans: { id: String(plan.id), user_id: String(user.id) },
      locations: { id: String(location.id) },
      availability: { organization_id: String(id), skill },
      rooms: room,
      texts: { id: text },
      organizations: { id: String(id) },
      'management-keys': { id: String(key.id) },
    },
    accessToken: token.field('access_token'),
  }
}

const caller = (owned: Readonly<Record<string, unknown>>) => ({
  dialect: 'eight-by-eight',
  ...owned,
})

const embedder = (owned: Readonly<Record<string, unknown>>) => ({ dialect: 'vocera', ...owned })

/** A page of another site that shows the agent. */
async function openFrame(
  mint: Mint,
  agent: unknown,
  client: Readonly<Record<string, unknown>>,
): Promise<string> {
  const json = { api_key: client.api_key, agent_id: agent }
  const pair = await mint.request('/user/v1/embedded/login/', { json })
  return (await holdFrame(mint, pair.field('access'), SITE, Number(agent))).id
}

/** Rooms are opened by their clients alone, and seats taken by who comes in. */
async function openRoom(
  mint: Mint,
  mark: string,
  client: Readonly<Record<string, unknown>>,
): Promise<{ readonly id: string; readonly seat_id: string }> {
  const reference = `${mark} call`
  const json = { create_room: true, call_reference: reference, phone_number: '+6512345678' }
  const opened = await eightByEight(mint, json, String(client.api_key))
  assert.equal(opened.status, 200, opened.text)
  const user = `${mark.toLowerCase()}@demo.localhost`
  const query = new URLSearchParams({ user, token: opened.field('auth_token') })
  assert.equal((await mint.request(`/?${query}`)).status, 200)
  const found = await manage(mint, `/rooms?q=${encodeURIComponent(reference)}`)
  const id = firstId(found)
  const guestPath = new URL(opened.field('guest_link')).pathname
  await enter(mint, await guestSettings(mint, { token: '', guestPath }))
  return { id, seat_id: firstId(await manage(mint, `/rooms/${id}/participants`)) }
}

function firstId(page: Answer): string {
  const { data } = page.json()
  const [first] = Array.isArray(data) ? data : []
  return String(objectOf(first).id)
}

/** An agent who enters causes it; once it is sent it changes no more. */
async function textOf(mint: Mint, organizationId: number): Promise<string> {
  let id = ''
  const isSent = async () => {
    const { data } = (await manage(mint, `/texts?organization_id=${organizationId}`)).json()
    const text = Array.isArray(data) ? objectOf(data[0] ?? {}) : {}
    id = String(text.id)
    return text.state === 'sent'
  }
  await eventually(isSent, 'the text is sent', TEXT_MS_MAX)
  return id
}
