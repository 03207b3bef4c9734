/** How many keys a statement takes; fewer are filled up, since a key twice finds the same row. */
const KEYS_TOGETHER = 16

/** The parameters of a statement that looks several keys up in one round trip. */
export type Keys<Key> = Readonly<Record<`key${number}`, Key>>

/** What stands in the statement's `in (…)`. */
export function keySlots<Key>(parameters: Keys<Key>, together = KEYS_TOGETHER): Key[] {
  // A statement's parameters answer to every name.
  return Array.from({ length: together }, (_, i) => parameters[`key${i}`] as Key)
}

/** The keys as parameters of as many such statements as they need. */
export function keyGroups<Key>(keys: readonly Key[], together = KEYS_TOGETHER): Keys<Key>[] {
  const groups: Keys<Key>[] = []
  for (let from = 0; from < keys.length; from += together) {
    const group: Record<`key${number}`, Key> = {}
    const last = Math.min(keys.length, from + together) - 1
    for (let i = 0; i < together; i += 1) {
      group[`key${i}`] = keys[Math.min(from + i, last)] as Key
    }
    groups.push(group)
  }
  return groups
}

/** Where a statement has slots and a caller no key: what is absent is null, and finds nothing. */
export const NO_KEYS: Keys<string> = {}
