// What the rules' tests share: small trees, written down where they are looked at.
import { type Rule, sourceFile, type Tree } from './rule.ts'

/** A tree of the given files. */
export function treeOf(files: Readonly<Record<string, string>>): Tree {
  return Object.entries(files).map(([path, text]) => sourceFile(path, text))
}

/** What a rule finds in the given files, as `path:line message`. */
export function found(rule: Rule, files: Readonly<Record<string, string>>): string[] {
  return rule.check(treeOf(files)).map(({ path, line, message }) => `${path}:${line} ${message}`)
}
