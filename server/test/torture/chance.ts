import { createHash } from 'node:crypto'

/** Numbers that only look random: the same words give the same ones. */
export interface Chance {
  /** From 0 up to, not including, `end`. */
  below(end: number): number
  pick<T>(list: readonly T[]): T
  isOneIn(count: number): boolean
}

/** Mulberry32, seeded by a hash so that neighbouring seeds have nothing in common. */
export function chanceFrom(...words: readonly (string | number)[]): Chance {
  let state = createHash('sha256').update(words.join('/')).digest().readUInt32LE(0)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number): number => Math.floor(next() * end)
  return {
    below,
    pick<T>(list: readonly T[]): T {
      const picked = list[below(list.length)]
      if (picked === undefined) throw new Error('There is nothing to pick from.')
      return picked
    },
    isOneIn: (count) => below(count) === 0,
  }
}
