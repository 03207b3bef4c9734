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
  await Promise.all(Array.from({ length: 20 }, (_, i) => add(i)))
  await store.close()
  const commits = 'count(distinct xmin::text)::int as count'
  const { rows } = await queryOnce(url, `select ${commits} from facts where name like 'fact %'`)
  assert.deepEqual(rows, [{ count: 1 }])
})
