import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { answerWithin } from '../../protocol/deadline.ts'
import { freshDatabase, queryOnce, stopPostgres } from '../../test/postgres.ts'
import { PATIENT_SEC } from '../../test/test-store.ts'
import { openStore } from '../store.ts'
import { agreementsSuite } from '../suites/agreements-suite.ts'
import { cleanUpSuite } from '../suites/clean-up-suite.ts'
import { followersSuite } from '../suites/followers-suite.ts'
import { groupsSuite } from '../suites/groups-suite.ts'
import { listsSuite } from '../suites/lists-suite.ts'
import { peopleSuite } from '../suites/people-suite.ts'
import { platformSuite } from '../suites/platform-suite.ts'
import { storeSuite } from '../suites/suite.ts'

after(stopPostgres)
answerWithin(PATIENT_SEC)

const open = async (url?: string) =>
  openStore({
    url: url ?? (await freshDatabase()),
    connectionsMax: 16,
    usesPreparedStatements: true,
    onError: () => {},
  })

storeSuite('PostgreSQL', () => open())
cleanUpSuite('PostgreSQL', () => open())
platformSuite('PostgreSQL', () => open())
peopleSuite('PostgreSQL', () => open())
agreementsSuite('PostgreSQL', () => open())
listsSuite('PostgreSQL', () => open())
groupsSuite('PostgreSQL', () => open())
followersSuite('PostgreSQL', async () => {
  const url = await freshDatabase()
  return { writers: [await open(url), await open(url)], follower: await open(url) }
})

test('works that wait together on PostgreSQL share a commit', async () => {
  const url = await freshDatabase()
  const store = await open(url)
  const add = (i: number) =>
    store.transaction((r) => r.facts.put(`fact ${i}`, 'written'), `fact ${i}`)
  // As an exchange of a code does: each has its own family, and none is undone to run alone.
  const found = (i: number) =>
    store.transaction(async ({ codes, families }) => {
      await codes.consume(i, 1)
      const id = await families.add({ ...FOUNDED, clientRow: i })
      await codes.setFamily(i, id)
      return `${id} of ${i}`
    }, `code ${i}`)
  const counted = Array.from({ length: 20 }, (_, i) => i)
  await Promise.all(counted.map(add))
  const founded = await Promise.all(counted.map(found))
  await store.close()
  const commits = 'count(distinct xmin::text)::int as count'
  const { rows } = await queryOnce(url, `select ${commits} from facts where name like 'fact %'`)
  assert.deepEqual(rows, [{ count: 1 }])
  const families = await queryOnce(url, `select ${commits} from families`)
  assert.deepEqual(families.rows, [{ count: 1 }])
  const owned = await queryOnce(url, "select id || ' of ' || client_row as one from families")
  assert.deepEqual(owned.rows.map(({ one }) => one).sort(), founded.sort())
})

test('the note of last uses waits for nobody, so that no two wait for each other', async () => {
  const url = await freshDatabase()
  const [one, other] = [await open(url), await open(url)]
  const ids = await one.transaction(async ({ families }) => [
    await families.add({ ...FOUNDED, clientRow: 1 }),
    await families.add({ ...FOUNDED, clientRow: 2 }),
  ])
  await one.transaction(async ({ families }) => {
    await families.touch(ids.slice(0, 1), 5)
    await other.transaction((r) => r.families.touch(ids, 6))
  })
  await Promise.all([one.close(), other.close()])
  const { rows } = await queryOnce(url, 'select last_used_at as at from families order by id')
  assert.deepEqual(
    rows.map(({ at }) => Number(at)),
    [5, 6],
  )
})

const FOUNDED = {
  credentialId: undefined,
  userId: undefined,
  scope: [],
  audience: [],
  salt: new Uint8Array(16),
  kind: 'refresh',
  createdAt: 1,
  expiresAt: undefined,
} as const
