import { builtFolder } from '../http/built-folder.ts'

const PLACES = ['./built', '../../console/dist']

/** The folder of the built console, or `undefined` where nothing was built. */
export function findBuilt(from = import.meta.dirname): string | undefined {
  return builtFolder(from, PLACES, 'index.html')
}
