import type { ApiWish } from '../../api/apis.ts'

/** What each part of the form gets. */
export interface FieldsProps {
  readonly wish: ApiWish
  readonly errors: Readonly<Record<string, string>>
  set(part: Partial<ApiWish>): void
}

/** A number that was typed, or none. */
export function typedNumber(value: number | string): number | undefined {
  return value === '' ? undefined : Number(value)
}
