import { z } from 'zod'
import { parseAddressRange } from '../credentials/addresses.ts'
import type { Dialect } from '../dialects/contract.ts'
import type { Records } from '../store/records.ts'
import { refuse } from './invalid-request.ts'
import { demandOrigins, originsField } from './origins.ts'

const RANGES_MAX = 100
const AGENTS_MAX = 100

/** From where, on which pages and for which agents a client's credentials count. */
export const limitFields = {
  allowed_ips: z
    .array(
      z.string().refine((text) => parseAddressRange(text) !== undefined, {
        message: 'It must be an address or a network such as 203.0.113.0/24 or 2001:db8::/32',
      }),
    )
    .max(RANGES_MAX)
    .describe('Addresses and networks that its credentials may come from; none: anywhere'),
  allowed_origins: originsField.describe('Pages that may show its embeds; none: where the agent’s'),
  allowed_agents: z
    .array(z.int().min(1).max(Number.MAX_SAFE_INTEGER))
    .max(AGENTS_MAX)
    .describe('Agents that its keys open; none: all of its organization'),
}

interface Limits {
  readonly allowed_origins: readonly string[]
  readonly allowed_agents: readonly number[]
}

/** What depends on the style and on whose it is. Throws `InvalidRequest`. */
export async function demandClientLimits(
  { agents }: Pick<Records, 'agents'>,
  dialect: Partial<Pick<Dialect, 'name' | 'credential'>>,
  organizationId: number,
  limits: Limits,
  isDev: boolean,
): Promise<void> {
  for (const field of ['allowed_origins', 'allowed_agents'] as const) {
    if (limits[field].length > 0 && dialect.credential !== 'api_key') {
      throw refuse(field, `It is for API keys, which the ${dialect.name} style has not.`)
    }
  }
  demandOrigins(limits.allowed_origins, 'allowed_origins', isDev)
  for (const [at, id] of limits.allowed_agents.entries()) {
    const agent = await agents.load(id)
    if (agent?.organizationId === organizationId) continue
    throw refuse(`allowed_agents/${at}`, 'There is no such agent in its organization.')
  }
}
