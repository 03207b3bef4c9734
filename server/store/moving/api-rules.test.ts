import assert from 'node:assert/strict'
import { test } from 'node:test'
import { migrate } from '../migrations/index.ts'
import { recordsOn } from '../records.ts'
import { openSqlite } from '../sqlite/engine.ts'
import { carryApis, readApis } from './api-rules.ts'

const AT = 1_800_000_000

async function storeWith(apis: Readonly<Record<string, object>>) {
  const engine = openSqlite(':memory:')
  await migrate(engine.kysely, engine.types)
  const records = recordsOn(engine.reader)
  for (const [name, document] of Object.entries(apis)) {
    await records.apis.put(name, JSON.stringify(document), AT)
  }
  return { ...engine, records }
}

test('after a restore the gateway asks for no less than before it', async () => {
  const backup = await storeWith({
    same: { path: '/same', enabled: true },
    looser: { path: '/orders', scopes: [] },
    gone: { path: '/gone', enabled: true },
    off: { path: '/off', enabled: false },
  })
  const present = await storeWith({
    same: { path: '/same', enabled: true },
    looser: { path: '/orders', scopes: ['orders:read'] },
    newer: { path: '/orders/secret' },
  })
  assert.deepEqual(await carryApis(backup.kysely, await readApis(present.kysely)), { apis: 3 })
  const restored = (await backup.records.apis.all()).map((one) => [one.name, one.document])
  assert.deepEqual(restored, [
    ['gone', '{"path":"/gone","enabled":false}'],
    ['looser', '{"path":"/orders","scopes":["orders:read"]}'],
    ['newer', '{"path":"/orders/secret"}'],
    ['off', '{"path":"/off","enabled":false}'],
    ['same', '{"path":"/same","enabled":true}'],
  ])
  assert.deepEqual(await carryApis(backup.kysely, undefined), { apis: 0 })
  await backup.close()
  await present.close()
})
