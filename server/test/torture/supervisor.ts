import { type Mint, type MintOptions, startMint } from '../mint.ts'

const START_MS_MAX = 600_000

/**
 * Starts a server as a supervisor does: one that ends because its database is not there yet is
 * started again.
 */
export async function superviseStart(options: MintOptions): Promise<Mint> {
  const deadline = performance.now() + START_MS_MAX
  for (;;) {
    try {
      return await startMint({ ...options, isPressed: true })
    } catch (cause) {
      if (performance.now() > deadline) throw cause
    }
  }
}
