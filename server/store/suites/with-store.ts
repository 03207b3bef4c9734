import { it } from 'node:test'
import type { Store } from '../store.ts'

export type WithStore = (guarantee: string, check: (store: Store) => Promise<void>) => void

/** Tests that each have a store of their own, which is closed whatever becomes of them. */
export function withStoreOf(open: () => Promise<Store>): WithStore {
  return (guarantee, check) => {
    it(guarantee, async () => {
      const store = await open()
      try {
        await check(store)
      } finally {
        await store.close()
      }
    })
  }
}
