import { after } from 'node:test'
import { freshDatabase, stopPostgres } from '../../test/postgres.ts'
import { openStore } from '../store.ts'
import { agreementsSuite } from '../suites/agreements-suite.ts'
import { cleanUpSuite } from '../suites/clean-up-suite.ts'
import { followersSuite } from '../suites/followers-suite.ts'
import { listsSuite } from '../suites/lists-suite.ts'
import { peopleSuite } from '../suites/people-suite.ts'
import { platformSuite } from '../suites/platform-suite.ts'
import { storeSuite } from '../suites/suite.ts'

after(stopPostgres)

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
followersSuite('PostgreSQL', async () => {
  const url = await freshDatabase()
  return { writers: [await open(url), await open(url)], follower: await open(url) }
})
