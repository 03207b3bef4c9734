import { posix } from 'node:path'
import { fileRule, isCode } from './rule.ts'

/** Kebab-case: the same file on every disk, whatever it thinks of capitals. */
export const fileNames = fileRule('file-names', isCode, ({ path }) => {
  const name = posix.basename(path)
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)+$/.test(name)) return []
  return [{ line: 1, message: 'name files in kebab-case', subjects: [name] }]
})
