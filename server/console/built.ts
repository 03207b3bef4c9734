import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Beside the code in the published package, at home in its workspace in a checkout. */
const PLACES = ['./built', '../../console/dist']

/** The folder of the built console, or `undefined` where nothing was built. */
export function findBuilt(from = import.meta.dirname): string | undefined {
  return PLACES.map((place) => join(from, place)).find((folder) =>
    existsSync(join(folder, 'index.html')),
  )
}
