import type { Race } from '../race.ts'
import { clientCredentialsEs256, clientCredentialsRs256 } from './client-credentials.ts'
import { code, refresh, revocation } from './durable.ts'
import { apiKey, introspection } from './lookups.ts'

/** In the order of the page. */
export const RACES: readonly Race[] = [
  clientCredentialsRs256,
  clientCredentialsEs256,
  refresh,
  code,
  introspection,
  apiKey,
  revocation,
]
