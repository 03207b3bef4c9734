import type { SettledRules } from '../../grants/contract.ts'
import type { Agreement } from '../../store/agreements.ts'
import type { User } from '../../store/users.ts'
import type { AccountDeps } from './visit.ts'

/** All that a person agreed to for one client, and what of it is in force. */
export interface LivingAgreement {
  readonly clientRow: number
  readonly clientId: string
  readonly clientName: string
  readonly dialect: string
  readonly scope: readonly string[]
  readonly firstAt: number
  readonly lastUsedAt: number | undefined
  /** Undefined where it lasts until it is taken back. */
  readonly expiresAt: number | undefined
}

type Deps = Pick<AccountDeps, 'store' | 'clock' | 'settled'>

/** By client, the latest first. */
export async function agreementsOf(deps: Deps, user: User): Promise<readonly LivingAgreement[]> {
  const now = deps.clock.now()
  const found = await deps.store.agreements.ofUser(user.id, now)
  const living = found
    .map((one) => ({ ...one, expiresAt: endOf(one, deps.settled.get(one.dialect)) }))
    .filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now)
  return [...Map.groupBy(living, ({ clientRow }) => clientRow).values()].flatMap((alike) => {
    const [newest] = alike
    if (newest === undefined) return []
    const used = alike.flatMap(({ lastUsedAt }) => lastUsedAt ?? [])
    const ends = alike.flatMap(({ expiresAt }) => expiresAt ?? [])
    return {
      ...newest,
      scope: [...new Set(alike.flatMap(({ scope }) => scope))],
      firstAt: Math.min(...alike.map(({ firstAt }) => firstAt)),
      lastUsedAt: used.length === 0 ? undefined : Math.max(...used),
      expiresAt: ends.length < alike.length ? undefined : Math.max(...ends),
    }
  })
}

/** A family of access tokens alone is remembered for longer than they live. */
function endOf(one: Agreement, rules: SettledRules | undefined): number | undefined {
  if (one.kind !== 'access' || one.expiresAt === undefined) return one.expiresAt
  const lifetimeSec = one.accessTokenLifetimeSec ?? rules?.accessTokenLifetimeSec ?? 0
  return Math.min(one.expiresAt, one.lastAt + lifetimeSec)
}
