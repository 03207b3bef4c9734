import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importsOf, targetOf } from '../tidy/imports.ts'
import { sourceFile } from '../tidy/rule.ts'

export interface Imported {
  readonly specifier: string
  /** The file, from the root, where it is one of ours. */
  readonly target: string | undefined
}

const known = new Map<string, readonly Imported[]>()

/** What a file loads when it runs. Each is read once, however many test files lead to it. */
export function importedBy(root: string, file: string): readonly Imported[] {
  const path = join(root, file)
  const before = known.get(path)
  if (before !== undefined) return before
  const imported = existsSync(path) ? read(path, file) : []
  known.set(path, imported)
  return imported
}

function read(path: string, file: string): readonly Imported[] {
  const source = sourceFile(file, readFileSync(path, 'utf8'))
  return importsOf(source)
    .filter((one) => !one.typeOnly)
    .map(({ specifier }) => ({ specifier, target: targetOf(source, specifier) }))
}
