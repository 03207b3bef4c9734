import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Engine } from '../engine.ts'
import { migrate } from '../migrations/index.ts'
import { recordsOn } from '../records.ts'
import { openSqlite } from '../sqlite/engine.ts'
import { carryNarrowing, readNarrowing } from './narrowing.ts'

const AT = 1_800_000_000
const SITE = 'https://a.test'
const OTHER = 'https://b.test'

const CLIENT = {
  organizationId: 1,
  dialect: 'vocera',
  name: 'Suite',
  isPublic: false,
  isEnabled: true,
  scopes: [],
  audiences: [],
  redirectUris: [],
  accessTokenLifetimeSec: undefined,
  isListed: false,
  createdBy: undefined,
  at: AT,
}

/** Three clients, an agent and a user, as each of two stores has them. */
async function storeWith(
  allowedIps: readonly (readonly string[])[],
  origins: readonly string[],
): Promise<Engine> {
  const engine = openSqlite(':memory:')
  await migrate(engine.kysely, engine.types)
  const { clients, agents, users } = recordsOn(engine.reader)
  for (const [i, ips] of allowedIps.entries()) {
    const limits = { allowedIps: ips, allowedOrigins: [], allowedAgents: [] }
    await clients.add({ ...CLIENT, ...limits, clientId: `mmc_${i}` })
  }
  await agents.add({ organizationId: 1, name: 'Desk', allowedOrigins: origins, createdAt: AT })
  await users.add({
    publicId: 'usr_1',
    organizationId: 1,
    email: 'gone@example.test',
    name: 'Gone',
    passwordHash: undefined,
    roles: [],
    isEnabled: true,
    isKioskHost: false,
    createdAt: AT,
  })
  return engine
}

test('what counts in few places counts in no more after a restore', async () => {
  const before = await storeWith([[], ['10.0.0.1', '10.0.0.2'], ['10.0.0.3']], [SITE, OTHER])
  const now = await storeWith([['10.0.0.9'], ['10.0.0.2', '10.0.0.4'], ['10.0.0.5']], [SITE])
  const later = recordsOn(now.reader)
  await later.dialectSettings.put({
    dialect: 'envoy',
    isEnabled: false,
    accessTokenLifetimeSec: undefined,
    refreshTokenLifetimeSec: undefined,
    codeLifetimeSec: undefined,
    updatedAt: AT,
  })
  await later.users.remove(1, AT)

  await lease(recordsOn(before.reader), 3, undefined, 'https://old.example/')
  await lease(later, 5, 60, 'https://new.example/')

  const present = await readNarrowing(now.kysely)
  const carried = await carryNarrowing(before.kysely, present, AT)
  assert.deepEqual(carried, { limits: 4, styles: 1, deleted_users: 1 })
  const { clients, agents, dialectSettings, users } = recordsOn(before.reader)
  const found = await Promise.all(['mmc_0', 'mmc_1', 'mmc_2'].map((id) => clients.load(id)))
  assert.deepEqual(
    found.map((one) => [one?.allowedIps, one?.isEnabled]),
    [
      [['10.0.0.9'], true],
      [['10.0.0.2'], true],
      [['10.0.0.3'], false],
    ],
    'two lists with nothing in common would together be no limit at all',
  )
  const agent = await agents.load(1)
  assert.deepEqual(agent?.allowedOrigins, [SITE])
  assert.deepEqual([agent?.lease.uses, agent?.lease.redeemSec, agent?.frameUrl], [3, 60, undefined])
  assert.equal((await dialectSettings.load('envoy'))?.isEnabled, false)
  const forgotten = await users.load(1)
  assert.deepEqual([forgotten?.email, forgotten?.name, forgotten?.isEnabled], ['usr_1', '', false])
  assert.deepEqual(await carryNarrowing(before.kysely, present, AT), {
    limits: 1,
    styles: 0,
    deleted_users: 0,
  })
  await before.close()
  await now.close()
})

async function lease(
  { agents }: ReturnType<typeof recordsOn>,
  uses: number,
  redeemSec: number | undefined,
  frameUrl: string,
): Promise<void> {
  const agent = await agents.load(1)
  assert.ok(agent !== undefined)
  await agents.change({ ...agent, frameUrl, lease: { ...agent.lease, uses, redeemSec } })
}
