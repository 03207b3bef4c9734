// What there is to be seen: a company with a few people, their software, and a day of traffic.
import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { manage } from '../../server/test/flows/admin.ts'
import { clientCredentials, holdCode, redeem } from '../../server/test/flows/standard.ts'
import { eightByEight, vocera, vonage } from '../../server/test/flows/vendors.ts'
import type { Mint } from '../../server/test/mint.ts'

const HOURS = 24
/** Longer than the mint waits before it writes, as pinned.ts has it. */
const WRITTEN_MS = 400
const HOUR_SEC = 3_600
const GUESSES = 40
const ORGANIZATION = 10_000

type Json = Readonly<Record<string, unknown>>

const CLIENTS: readonly Json[] = [
  { dialect: 'vonage', name: 'Wallboard, Madrid', scopes: ['agents-availability:read', 'stats'] },
  { dialect: 'vonage', name: 'Nightly export', scopes: ['interaction-content:read'] },
  { dialect: 'vonage', name: 'Payment pages', scopes: ['globalpci'] },
  { dialect: 'vonage', name: 'Directory sync', scopes: ['users:read', 'users:write'] },
  { dialect: 'standard', name: 'Billing service', scopes: ['api:read'] },
  { dialect: 'envoy', name: 'Lobby screens', scopes: ['locations.read'], displayed: true },
  { dialect: 'vocera', name: 'Support portal, production' },
  { dialect: 'vocera', name: 'Support portal, staging' },
  { dialect: 'eight-by-eight', name: 'Video desk' },
]

const PEOPLE: readonly Json[] = [
  { name: 'María López', email: 'maria.lopez@demo.localhost', roles: ['organization_admin'] },
  { name: 'Jonas Weber', email: 'jonas.weber@demo.localhost', roles: ['developer', 'employee'] },
  { name: 'Aiko Tanaka', email: 'aiko.tanaka@demo.localhost', roles: ['read_only', 'employee'] },
  { name: 'Samira Haddad', email: 'samira.haddad@demo.localhost', roles: ['employee'] },
]

const KEYS: readonly Json[] = [
  { name: 'Terraform', permissions: ['clients:read', 'clients:write', 'scopes:read'] },
  { name: 'Weekly report', permissions: ['overview:read', 'audit-events:read'] },
]

export interface Facts {
  /** A token that the inspector can be asked about. */
  readonly token: string
}

/** What has gone on for a day. */
export async function makeFacts(mint: Mint): Promise<void> {
  const make = async (path: string, json: Json) => {
    const answer = await manage(mint, path, { json })
    assert.ok(answer.status < 300, `${path}: ${answer.text}`)
    return answer
  }
  for (const person of PEOPLE) await make('/users', { ...person, organization_id: ORGANIZATION })
  for (const name of ['Billing questions', 'Returns']) {
    await make('/agents', { name, organization_id: ORGANIZATION })
  }
  for (const key of KEYS) await make('/management-keys', key)
  const ids: string[] = []
  for (const client of CLIENTS) {
    ids.push((await make('/clients', { ...client, organization_id: ORGANIZATION })).field('id'))
  }
  const [rotated = '', , , disabled = ''] = ids
  await passADay(mint)
  await make(`/clients/${rotated}/credentials/rotate`, { overlap_seconds: 7 * 86_400 })
  await manage(mint, `/clients/${disabled}`, { method: 'PATCH', json: { enabled: false } })
}

/** What is true for a few minutes only. */
export async function makeLatestFacts(mint: Mint): Promise<Facts> {
  await guess(mint)
  return { token: (await redeem(mint, await holdCode(mint))).field('access_token') }
}

/** More by day than by night, and never quite the same twice. */
async function passADay(mint: Mint): Promise<void> {
  for (let hour = 0; hour < HOURS; hour += 1) {
    await mint.advance(HOUR_SEC)
    const busy = Math.round(6 + 5 * Math.sin(((hour - 2) / HOURS) * 2 * Math.PI) + (hour % 3))
    for (let n = 0; n < busy; n += 1) {
      await vonage(mint)
      if (n % 2 === 0) await vocera(mint)
      if (n % 3 === 0) await clientCredentials(mint)
      if (n % 4 === 0) await eightByEight(mint)
    }
    if (hour % 4 === 0) await vonage(mint, 'admin:write')
    if (hour % 6 === 0) await vocera(mint, 'mm_ak_mistyped')
    // So that it is written down under its own hour.
    await pause(WRITTEN_MS)
  }
  await eightByEight(mint, {
    create_room: true,
    phone_number: '+6512345678',
    call_reference: 'order-48213',
  })
  await eightByEight(mint, { create_room: true, call_reference: 'returns-0042' })
}

/** Somebody tries passwords, until they are told to wait. */
async function guess(mint: Mint): Promise<void> {
  const { client_id, client_secret } = mint.demo.envoy
  for (let n = 0; n < GUESSES; n += 1) {
    await mint.request('/oauth2/token', {
      multipart: {
        client_id,
        client_secret,
        grant_type: 'password',
        username: 'samira.haddad@demo.localhost',
        password: `guess number ${n}`,
        scope: 'locations.read',
      },
    })
  }
}
