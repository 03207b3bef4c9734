import { type RawBuilder, type SqlBool, sql } from 'kysely'

/** Which things of a kind a list is about; what is left out filters nothing. */
export interface OwnFilter {
  readonly organizationId?: number | undefined
  /** A part of what they are called. */
  readonly text?: string | undefined
}

/** The pattern of whatever holds this text; empty for all. Wildcards stand for themselves. */
export function patternOf(text: string): string {
  return `%${text.replaceAll(/[!%_]/g, '!$&')}%`
}

/** Said in full, because engines disagree on letter case and on what stands before a wildcard. */
export function isLike(column: RawBuilder<unknown>, pattern: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`lower(${column}) like lower(${pattern}) escape '!'`
}
