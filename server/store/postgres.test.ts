import { after } from 'node:test'
import { freshDatabase, stopPostgres } from '../test/postgres.ts'
import { openStore } from './store.ts'
import { storeSuite } from './suite.ts'

after(stopPostgres)
storeSuite('PostgreSQL', async () =>
  openStore({
    url: await freshDatabase(),
    connectionsMax: 16,
    usesPreparedStatements: true,
    onError: () => {},
  }),
)
