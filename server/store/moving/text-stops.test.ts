import assert from 'node:assert/strict'
import { test } from 'node:test'
import { migrate } from '../migrations/index.ts'
import { recordsOn } from '../records.ts'
import { openSqlite } from '../sqlite/engine.ts'
import { BREAKER_FACT } from '../text-counts.ts'
import { carryTextStops, readTextStops } from './text-stops.ts'

const AT = 1_800_000_000

async function storeWith(...numbers: readonly string[]) {
  const engine = openSqlite(':memory:')
  await migrate(engine.kysely, engine.types)
  const records = recordsOn(engine.reader)
  for (const phoneNumber of numbers) {
    await records.optOuts.add({ phoneNumber, source: 'reply', createdAt: AT, createdBy: undefined })
  }
  return { ...engine, records }
}

test('after a restore nobody gets a text who said STOP before or after the backup', async () => {
  const backup = await storeWith('+6512345678', '+6512345679')
  const present = await storeWith('+6512345678', '+6590893208')
  await present.records.facts.put(BREAKER_FACT, `${AT} never operator`)

  const carried = await carryTextStops(backup.kysely, await readTextStops(present.kysely))
  assert.deepEqual(carried, { opt_outs: 1 })
  const numbers = (await backup.records.optOuts.page(100, 10)).map((one) => one.phoneNumber)
  assert.deepEqual(numbers, ['+6590893208', '+6512345679', '+6512345678'])
  assert.equal(await backup.records.facts.load(BREAKER_FACT), `${AT} never operator`)

  await present.records.facts.put(BREAKER_FACT, 'closed')
  await carryTextStops(backup.kysely, await readTextStops(present.kysely))
  assert.equal(await backup.records.facts.load(BREAKER_FACT), `${AT} never operator`)
  assert.deepEqual(await carryTextStops(backup.kysely, undefined), { opt_outs: 0 })
  await backup.close()
  await present.close()
})
