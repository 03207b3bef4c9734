import { LRUCache } from 'lru-cache'

/**
 * Keeps so many entries and forgets first what was used longest ago. It takes room as it fills:
 * told of a `max`, the library would set aside all of it at the start, megabytes for nothing.
 */
export function boundedCache<Key extends string | number, Value extends NonNullable<unknown>>(
  entriesMax: number,
): LRUCache<Key, Value> {
  return new LRUCache({ maxSize: entriesMax, sizeCalculation: () => 1 })
}
