import type { ApiWish } from '../../api/apis.ts'

/** What each part of the form gets. */
export interface FieldsProps<Wish = ApiWish> {
  readonly wish: Wish
  readonly errors: Readonly<Record<string, string>>
  set(part: Partial<Wish>): void
}

/** What an API says, and a route may say otherwise. */
export type Terms = Pick<
  ApiWish,
  'dialects' | 'presentations' | 'limits' | 'timeout_seconds' | 'body_bytes_max'
>

/** A number that was typed, or none. */
export function typedNumber(value: number | string): number | undefined {
  return value === '' ? undefined : Number(value)
}
