import { existsSync, linkSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { sync } from '../../store/moving/put-in-place.ts'
import { CliError } from '../errors.ts'

/** Throws where the name is taken: a backup never overwrites. */
export function demandFree(file: string): void {
  if (existsSync(file)) throw taken(file)
  if (!existsSync(dirname(file))) throw new CliError(`There is no folder ${dirname(file)}.`)
}

/** Gives a finished file its name, after the disk has it, unless the name was taken meanwhile. */
export function publish(partial: string, file: string): void {
  sync(partial)
  try {
    linkSync(partial, file)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw taken(file)
    // Some file systems have no second names.
    demandFree(file)
    renameSync(partial, file)
  }
  sync(dirname(file))
}

function taken(file: string): CliError {
  return new CliError(`There is a file ${file} already.`, 'Name another: nothing is overwritten.')
}
