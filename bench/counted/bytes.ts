import { fill } from '../growth/fill.ts'
import { populationOf } from '../growth/population.ts'
import { type TableSize, tableSizes } from '../growth/sizes.ts'
import { addressOf, secretsIn } from '../growth/stores.ts'

/** Enough that a page more or less makes no difference. */
const POPULATION = 4_000

/**
 * What a row takes in SQLite, with its share of the indexes and of pages that are not full. Adds
 * the rows to the store of a demo platform on which no server runs.
 */
export async function countBytes(folder: string): Promise<ReadonlyMap<string, number>> {
  const address = addressOf(folder, '')
  const secrets = secretsIn(folder)
  const before = await tableSizes(address)
  await fill(address, populationOf(POPULATION, secrets), secrets)
  const bytesOf = (sizes: readonly TableSize[], table: string) =>
    sizes.find((one) => one.table === table)?.bytes ?? 0
  const grown = (await tableSizes(address)).map(({ table, bytes }) => {
    return [table, Math.round((bytes - bytesOf(before, table)) / POPULATION)] as const
  })
  return new Map(grown.filter(([, bytes]) => bytes > 0))
}
