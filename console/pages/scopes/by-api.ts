import type { Scope } from '../../api/all-scopes.ts'

export interface Api {
  readonly resource: string
  readonly scopes: readonly Scope[]
}

export interface StyleScopes {
  readonly dialect: string
  readonly apis: readonly Api[]
}

/** In the order of the styles, and of the first scope of each API. */
export function byApi(scopes: readonly Scope[]): readonly StyleScopes[] {
  return [...Map.groupBy(scopes, ({ dialect }) => dialect)].map(([dialect, own]) => ({
    dialect,
    apis: [...Map.groupBy(own, ({ resource }) => resource)].map(([resource, group]) => ({
      resource,
      scopes: group,
    })),
  }))
}
