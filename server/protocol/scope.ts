/**
 * Scopes are lists of values (RFC 6749 §3.3), in the order asked for, each once.
 * A value is printable ASCII without space, quote, backslash; we also refuse the comma,
 * because some dialects separate with it.
 */
const SCOPE_VALUE = /^[\x21\x23-\x2b\x2d-\x5b\x5d-\x7e]{1,100}$/

export type Scope = readonly string[]

export function parseScope(text: string, separators: RegExp = / +/): Scope {
  return [...new Set(text.split(separators).filter((value) => value !== ''))]
}

export function formatScope(scope: Scope): string {
  return scope.join(' ')
}

export function isScopeValue(value: string): boolean {
  return SCOPE_VALUE.test(value)
}

/** The first value that is not among those allowed, or `undefined`. */
export function firstOutside(scope: Scope, allowed: Scope): string | undefined {
  return scope.find((value) => !allowed.includes(value))
}
