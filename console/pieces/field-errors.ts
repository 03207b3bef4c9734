import { Problem } from '../api/problem.ts'

/**
 * What the server says of fields, by the form's names: `#/scopes/0` is said of `scopes`. What it
 * says of none stays for the caller to show.
 */
export function fieldErrors(
  thrown: unknown,
  names: readonly string[],
): { readonly fields: Readonly<Record<string, string>>; readonly rest: string | undefined } {
  const errors = thrown instanceof Problem ? thrown.errors : []
  const fields: Record<string, string> = {}
  let known = 0
  for (const { pointer, detail } of errors) {
    const name = pointer.split('/')[1] ?? ''
    if (!names.includes(name)) continue
    known += 1
    fields[name] = fields[name] === undefined ? detail : `${fields[name]} ${detail}`
  }
  const isAllSaid = known > 0 && known === errors.length
  const words = thrown instanceof Error ? thrown.message : undefined
  return { fields, rest: isAllSaid ? undefined : words }
}
