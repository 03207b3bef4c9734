/** How many keys a statement takes; fewer are filled up, since a key twice finds the same row. */
const KEYS_TOGETHER = 16

/** The parameters of a statement that looks several keys up in one round trip. */
export type Keys<Key> = Readonly<Record<`key${number}`, Key>>

/** What stands in the statement's `in (…)`. */
export function keySlots<Key>(parameters: Keys<Key>): Key[] {
  // A statement's parameters answer to every name.
  return Array.from({ length: KEYS_TOGETHER }, (_, i) => parameters[`key${i}`] as Key)
}

/** The keys as parameters of as many such statements as they need. */
export function keyGroups<Key>(keys: readonly Key[]): Keys<Key>[] {
  const groups: Keys<Key>[] = []
  for (let from = 0; from < keys.length; from += KEYS_TOGETHER) {
    const group: Record<`key${number}`, Key> = {}
    const last = Math.min(keys.length, from + KEYS_TOGETHER) - 1
    for (let i = 0; i < KEYS_TOGETHER; i += 1) {
      group[`key${i}`] = keys[Math.min(from + i, last)] as Key
    }
    groups.push(group)
  }
  return groups
}
