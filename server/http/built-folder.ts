import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Where files for browsers were built to: beside the code in the published package, at home in
 * their workspace in a checkout. `undefined` where nothing was built.
 */
export function builtFolder(
  from: string,
  places: readonly string[],
  mark: string,
): string | undefined {
  return places.map((place) => join(from, place)).find((folder) => existsSync(join(folder, mark)))
}
