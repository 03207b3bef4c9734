import type { Race } from '../race.ts'
import { clientCredentialsEs256, clientCredentialsRs256 } from './client-credentials.ts'
import { coldStart } from './cold-start.ts'
import { code, refresh, revocation } from './durable.ts'
import { apiKey, introspection } from './lookups.ts'
import { memory } from './memory.ts'
import { postgresReads, postgresWrites } from './postgres.ts'
import { styles } from './styles.ts'
import { tail } from './tail.ts'
import { twoCores } from './two-cores.ts'
import { verify } from './verify.ts'

/** In the order of the page. */
export const RACES: readonly Race[] = [
  clientCredentialsRs256,
  clientCredentialsEs256,
  refresh,
  code,
  introspection,
  apiKey,
  revocation,
  styles,
  postgresReads,
  postgresWrites,
  twoCores,
  tail,
  coldStart,
  memory,
  verify,
]
