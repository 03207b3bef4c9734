import { useState } from 'react'

export interface Draft<Fields> {
  readonly values: Fields
  /** What differs from what is stored, ready to be sent. */
  readonly changes: Partial<Fields>
  readonly isDirty: boolean
  set(part: Partial<Fields>): void
  reset(): void
}

/** What is being typed over what is stored; fields that nobody touched follow the server. */
export function useDraft<Fields extends object>(stored: Fields): Draft<Fields> {
  const [typed, setTyped] = useState<Partial<Fields>>({})
  const values = { ...stored, ...typed }
  const changes = differences(stored, typed)
  return {
    values,
    changes,
    isDirty: Object.keys(changes).length > 0,
    set: (part) => setTyped((before) => ({ ...before, ...part })),
    reset: () => setTyped({}),
  }
}

export function differences<Fields extends object>(
  stored: Fields,
  typed: Partial<Fields>,
): Partial<Fields> {
  const changes: Partial<Fields> = { ...typed }
  for (const name in changes) {
    if (JSON.stringify(changes[name]) === JSON.stringify(stored[name])) delete changes[name]
  }
  return changes
}
