import { ProtocolError } from '../protocol/errors.ts'

const NUL = '\0'
const DESCRIPTION = 'A text holds a NUL character.'

/**
 * No text of ours holds a NUL: SQLite would keep one, PostgreSQL refuses it, and whatever is
 * written in C takes it for the end. It is refused where it comes in.
 */
export function demandNoNul(value: unknown, parameter?: string): void {
  const isFound = Array.isArray(value) ? value.some(holdsNul) : holdsNul(value)
  if (!isFound) return
  if (parameter === undefined) {
    throw new ProtocolError('malformed_body', { description: DESCRIPTION })
  }
  throw new ProtocolError('parameter_malformed', { description: DESCRIPTION, parameter })
}

/** In path or query of a request target, before they are decoded. */
export function demandNoNulInTarget(target: string): void {
  if (target.includes('%00')) {
    const description = 'The address holds a NUL character.'
    throw new ProtocolError('parameter_malformed', { description })
  }
}

function holdsNul(value: unknown): boolean {
  return typeof value === 'string' && value.includes(NUL)
}
