import { randomFillSync } from 'node:crypto'

/** The only source of chance; injected, so that a test can replay it. */
export interface Random {
  bytes(count: number): Uint8Array
}

const POOL_BYTES = 16_384

/** Filled in bulk: one system call serves hundreds of tokens. Handed-out bytes are copies. */
export function systemRandom(): Random {
  const pool = new Uint8Array(POOL_BYTES)
  let used = POOL_BYTES
  return {
    bytes(count) {
      if (used + count > POOL_BYTES) {
        randomFillSync(pool)
        used = 0
      }
      const taken = pool.slice(used, used + count)
      pool.fill(0, used, used + count)
      used += count
      return taken
    },
  }
}
