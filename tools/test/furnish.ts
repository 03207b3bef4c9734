// A data folder as a first start leaves it. Making the demo platform, its keys among it, is a third
// of what a start costs, and most tests want it as it is: they begin with a copy.
import type { startMint } from '../../server/test/mint.ts'

/** Starts a mint there once and stops it. */
export async function furnish(
  start: typeof startMint,
  folder: string,
  databaseUrl?: string,
): Promise<void> {
  const env = databaseUrl && { MINTMARK_DATABASE_URL: databaseUrl }
  const mint = await start({ dataDir: folder, ...(env && { env }) })
  await mint.stop()
}
