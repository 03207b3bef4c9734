import { useNavigate, useSearch } from '@tanstack/react-router'
import { looksSecret } from '../api/looks-secret.ts'

export interface Filters {
  readonly values: Readonly<Record<string, string | undefined>>
  /** Whether anything is narrowed down at all. */
  readonly isSet: boolean
  set(name: string, value: string | undefined): void
  clear(): void
}

/** What a list is narrowed down to stands in the URL, so that a link shows the same. */
export function useFilters(...names: readonly string[]): Filters {
  const search: Readonly<Record<string, string | undefined>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const values = Object.fromEntries(names.map((name) => [name, search[name]]))
  const go = (next: Readonly<Record<string, string | undefined>>): void => {
    navigate({ to: '.', search: next, replace: true, resetScroll: false })
  }
  return {
    values,
    isSet: names.some((name) => values[name] !== undefined && values[name] !== ''),
    set(name, value = '') {
      go({ ...search, [name]: value === '' || looksSecret(value) ? undefined : value })
    },
    clear: () => go({ ...search, ...Object.fromEntries(names.map((name) => [name, undefined])) }),
  }
}
