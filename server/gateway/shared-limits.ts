import { randomUUID } from 'node:crypto'
import { WORD_BYTES_MAX } from '../store/engine.ts'
import type { Store } from '../store/store.ts'
import { type Limits, limitsIn } from './limits.ts'

/** A limit of all nodes together may be exceeded by what comes within this time. */
const EXCHANGE_MS = 200
/** Leaves room in a word for who says it. */
const COUNTS_BYTES_MAX = WORD_BYTES_MAX - 100

/** Key, window, and how many requests were let in since the last word. */
type Count = readonly [key: string, number: number, count: number]

/**
 * Limits that nodes count together: each tells the others what it let in, five times a second, by
 * the database's notifications. Behind a pooler that has none each node counts alone.
 */
export function sharedLimits(
  store: Pick<Store, 'tellNodes' | 'onWord'>,
  onError: (cause: unknown) => void,
): Limits {
  const { tellNodes } = store
  if (tellNodes === undefined) return limitsIn()
  const node = randomUUID()
  let pending = new Map<string, [key: string, number: number, count: number]>()
  let timer: NodeJS.Timeout | undefined

  const limits = limitsIn((key, number) => {
    const name = `${number} ${key}`
    const known = pending.get(name)
    if (known === undefined) pending.set(name, [key, number, 1])
    else known[2] += 1
    if (timer === undefined) timer = setTimeout(say, EXCHANGE_MS).unref()
  })
  store.onWord('limits', (word) => {
    const [from, counts] = JSON.parse(word) as [string, Count[]] // Of a node of this release.
    if (from === node) return
    for (const [key, number, count] of counts) limits.hear(key, number, count)
  })
  return limits

  function say(): void {
    timer = undefined
    const counts = [...pending.values()]
    pending = new Map()
    for (const some of inWords(counts)) {
      tellNodes?.('limits', JSON.stringify([node, some])).catch(onError)
    }
  }
}

/** As many in each as a word holds. */
function inWords(counts: readonly Count[]): readonly (readonly Count[])[] {
  const words: Count[][] = []
  let bytes = COUNTS_BYTES_MAX
  for (const count of counts) {
    const size = Buffer.byteLength(JSON.stringify(count)) + 1
    if (bytes + size > COUNTS_BYTES_MAX) {
      words.push([])
      bytes = 0
    }
    words.at(-1)?.push(count)
    bytes += size
  }
  return words
}
