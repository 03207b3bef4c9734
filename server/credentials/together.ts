import { setImmediate as turn } from 'node:timers/promises'

/**
 * Looks up in one call whatever is asked for in one turn of the event loop: requests arrive in
 * swarms, and a round trip for all of them costs little more than one for the first.
 */
export function together<Key, Value>(
  loadAll: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): (key: Key) => Promise<Value | undefined> {
  let waiting: Set<Key> | undefined
  let found: Promise<ReadonlyMap<Key, Value>> | undefined

  return async (key) => {
    if (waiting === undefined || found === undefined) {
      const keys = new Set<Key>()
      waiting = keys
      found = turn().then(() => {
        waiting = undefined
        return loadAll([...keys])
      })
    }
    waiting.add(key)
    return (await found).get(key)
  }
}
