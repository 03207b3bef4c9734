import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Where `npm ci` leaves the bundle, from the root of the checkout. */
export const BUNDLE_FOLDER = 'node_modules/.cache/mintmark'
/** What it was made of: each file with its mark. */
export const MADE_OF = 'made-of.json'
/** npm writes it anew whenever a package comes, goes or changes. */
export const INSTALLED = 'node_modules/.package-lock.json'
const ENTRY = 'begin.mjs'

/**
 * The bundle of the server as an address to import, if there is one and it was made of the very
 * sources that stand here: it starts in half the time. Where one of them has changed since, and in
 * a published package, there is none, and the sources are started as they stand.
 */
export function findBundle(root: string): string | undefined {
  const folder = join(root, BUNDLE_FOLDER)
  try {
    const text = readFileSync(join(folder, MADE_OF), 'utf8')
    const marks = Object.entries(JSON.parse(text) as Record<string, string>)
    const isTrue = marks.every(([file, mark]) => markOf(root, file) === mark)
    return isTrue ? pathToFileURL(join(folder, ENTRY)).href : undefined
  } catch {
    return undefined
  }
}

/**
 * The second in which the file was changed last, and how long it is: archives and copies keep no
 * more. Throws where there is none.
 */
export function markOf(root: string, file: string): string {
  // Not joined: it is asked of 570 files, and to join a name takes as long as to ask.
  const { mtimeMs, size } = statSync(`${root}/${file}`)
  return `${Math.floor(mtimeMs / 1_000)} ${size}`
}
