/**
 * Says where an answer differs from the example on a page, or `undefined`. Members and their order
 * must be the same. So must texts, except that `…` stands for any text and an instant for any
 * other, also where it is a number of seconds.
 */
export function difference(actual: unknown, example: unknown, at = 'answer'): string | undefined {
  if (Array.isArray(example) && Array.isArray(actual)) {
    if (actual.length !== example.length) return `${at}: ${actual.length} items`
    return firstOf(example.map((item, i) => difference(actual[i], item, `${at}[${i}]`)))
  }
  if (isRecord(example) && isRecord(actual)) {
    const names = Object.keys(actual).join(', ')
    if (names !== Object.keys(example).join(', ')) return `${at}: has ${names || 'no members'}`
    const found = Object.entries(example).map(([name, member]) =>
      difference(actual[name], member, `${at}.${name}`),
    )
    return firstOf(found)
  }
  return isAlike(actual, example) ? undefined : `${at}: ${JSON.stringify(actual)}`
}

function isAlike(actual: unknown, example: unknown): boolean {
  if (typeof example === 'number' && typeof actual === 'number') {
    return actual === example || (isInstant(actual) && isInstant(example))
  }
  if (typeof example === 'string' && typeof actual === 'string') {
    const isTime = INSTANT.test(example)
    return isTime ? INSTANT.test(actual) : pattern(example).test(actual)
  }
  return actual === example
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/

function isInstant(value: number): boolean {
  return value > 1_000_000_000
}

function pattern(example: string): RegExp {
  const parts = example.split('…').map((part) => RegExp.escape(part))
  return new RegExp(`^${parts.join('[^]+')}$`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function firstOf(found: readonly (string | undefined)[]): string | undefined {
  return found.find((one) => one !== undefined)
}
