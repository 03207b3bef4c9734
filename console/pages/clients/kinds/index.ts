// The pages over clients, one line each, and which of them a style belongs to.
import type { Dialect } from '../../../api/dialects.ts'
import { apiCredentials } from './api-credentials.ts'
import { apiKeys } from './api-keys.ts'
import { apps } from './apps.ts'
import { integrations } from './integrations.ts'
import type { Kind } from './kind.ts'

export const kinds: readonly Kind[] = [apiCredentials, integrations, apps, apiKeys]

type Style = Pick<Dialect, 'name' | 'credential'>

/** A style that nobody has heard of yet has its place by what its clients hold. */
export function kindOf(dialect: Style): Kind {
  const own = kinds.find((kind) => kind.dialects?.includes(dialect.name))
  const open = kinds.find(
    (kind) => kind.dialects === undefined && kind.credential === dialect.credential,
  )
  return own ?? open ?? apiCredentials
}

export function dialectsOf<D extends Style>(kind: Kind, dialects: readonly D[]): readonly D[] {
  return dialects.filter((dialect) => kindOf(dialect) === kind)
}
