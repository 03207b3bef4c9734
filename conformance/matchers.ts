import { isJsonArray, isJsonObject, type Json, type JsonObject, kindOf, show } from './json.ts'

/**
 * Compares an answer with what a transcript expects and says where they part first. An object whose
 * members all begin with `$` is a matcher; everything else is literal. Exact comparison includes
 * the order of members, because clients of these vendors have been seen to depend on it.
 */
export interface Mismatch {
  readonly at: string
  readonly expected: string
  readonly actual: string
}

type Outcome = Mismatch | undefined
type Actual = Json | undefined
type Matcher = (actual: Actual, argument: Json, at: string) => Outcome

export function matchExactly(actual: Actual, expected: Json, at: string): Outcome {
  if (isMatcher(expected)) return applyMatchers(actual, expected, at)
  if (isJsonArray(expected)) return matchArray(actual, expected, at, matchExactly)
  if (!isJsonObject(expected)) return matchLiteral(actual, expected, at)
  if (!isJsonObject(actual)) return differs(at, show(expected), show(actual))
  const keys = Object.keys(expected)
  const found = Object.keys(actual)
  if (keys.join() !== found.join()) {
    return differs(at, `exactly the members ${keys.join(', ')}`, found.join(', ') || 'none')
  }
  return firstOf(keys, (key) => matchExactly(actual[key], expected[key] ?? null, `${at}.${key}`))
}

export function matchSubset(actual: Actual, expected: Json, at: string): Outcome {
  if (isMatcher(expected)) return applyMatchers(actual, expected, at)
  if (isJsonArray(expected)) return matchArray(actual, expected, at, matchSubset)
  if (!isJsonObject(expected)) return matchLiteral(actual, expected, at)
  if (!isJsonObject(actual)) return differs(at, show(expected), show(actual))
  return firstOf(Object.keys(expected), (key) =>
    matchSubset(actual[key], expected[key] ?? null, `${at}.${key}`),
  )
}

/** The first members of an object, by name and order; later members are free. */
export function matchLeadingMembers(
  actual: JsonObject,
  names: readonly string[],
  at: string,
): Outcome {
  const found = Object.keys(actual).slice(0, names.length)
  if (found.join() === names.join()) return undefined
  return differs(at, `first the members ${names.join(', ')}`, Object.keys(actual).join(', '))
}

export function isMatcher(value: Json): value is JsonObject {
  if (!isJsonObject(value)) return false
  const keys = Object.keys(value)
  return keys.length > 0 && keys.every((key) => key.startsWith('$'))
}

function applyMatchers(actual: Actual, expected: JsonObject, at: string): Outcome {
  return firstOf(Object.keys(expected), (key) => {
    const matcher = matchers.get(key)
    if (matcher === undefined) throw new TypeError(`no matcher is called ${key}`)
    return matcher(actual, expected[key] ?? null, at)
  })
}

function matchArray(
  actual: Actual,
  expected: readonly Json[],
  at: string,
  matchItem: typeof matchExactly,
): Outcome {
  if (!isJsonArray(actual) || actual.length !== expected.length) {
    return differs(at, `an array of ${expected.length}: ${show(expected)}`, show(actual))
  }
  return firstOf([...expected.keys()], (index) =>
    matchItem(actual[index], expected[index] ?? null, `${at}.${index}`),
  )
}

function matchLiteral(actual: Actual, expected: Json, at: string): Outcome {
  return actual === expected ? undefined : differs(at, show(expected), show(actual))
}

export const matchers: ReadonlyMap<string, Matcher> = new Map<string, Matcher>([
  [
    '$type',
    (actual, kind, at) => when(isKind(actual, kind), at, `a value of type ${kind}`, actual),
  ],
  ['$absent', (actual, _, at) => when(actual === undefined, at, 'nothing', actual)],
  ['$pattern', (actual, pattern, at) => matchPattern(actual, String(pattern), at)],
  ['$contains', (actual, part, at) => matchEach(part, (p) => matchContains(actual, p, at))],
  ['$lacks', (actual, part, at) => matchEach(part, (p) => matchLacks(actual, p, at))],
  ['$startsWith', (actual, start, at) => matchStart(actual, String(start), at)],
  ['$not', (actual, other, at) => matchNot(actual, other, at)],
  ['$oneOf', (actual, choices, at) => matchOneOf(actual, choices, at)],
  ['$moreThan', (actual, n, at) => compare(actual, n, at, 'more than', (a, b) => a > b)],
  ['$lessThan', (actual, n, at) => compare(actual, n, at, 'less than', (a, b) => a < b)],
  ['$between', (actual, range, at) => matchBetween(actual, range, at)],
  ['$setOf', (actual, members, at) => matchSet(actual, members, at)],
  ['$some', (actual, item, at) => matchSomeItem(actual, item, at)],
  ['$each', (actual, item, at) => matchEveryItem(actual, item, at)],
  ['$subset', (actual, part, at) => matchSubset(actual, part, at)],
  ['$exactly', (actual, whole, at) => matchExactly(actual, whole, at)],
])

function isKind(actual: Actual, kind: Json): boolean {
  return kindOf(actual) === kind || (kind === 'number' && typeof actual === 'number')
}

function matchPattern(actual: Actual, pattern: string, at: string): Outcome {
  const fits = typeof actual === 'string' && new RegExp(pattern, 's').test(actual)
  return when(fits, at, `text that fits ${pattern}`, actual)
}

function matchContains(actual: Actual, part: Json, at: string): Outcome {
  const holds =
    typeof actual === 'string' && typeof part === 'string'
      ? actual.includes(part)
      : isJsonArray(actual) && actual.includes(part)
  return when(holds, at, `something that contains ${show(part)}`, actual)
}

function matchLacks(actual: Actual, part: Json, at: string): Outcome {
  return matchContains(actual, part, at) === undefined
    ? differs(at, `something without ${show(part)}`, show(actual))
    : undefined
}

function matchStart(actual: Actual, start: string, at: string): Outcome {
  const fits = typeof actual === 'string' && actual.startsWith(start)
  return when(fits, at, `text that starts with ${show(start)}`, actual)
}

function matchNot(actual: Actual, other: Json, at: string): Outcome {
  const matched = matchExactly(actual, other, at) === undefined
  return matched ? differs(at, `anything but ${show(other)}`, show(actual)) : undefined
}

function matchOneOf(actual: Actual, choices: Json, at: string): Outcome {
  const list = isJsonArray(choices) ? choices : []
  const fits = list.some((choice) => matchExactly(actual, choice, at) === undefined)
  return when(fits, at, `one of ${show(choices)}`, actual)
}

function matchBetween(actual: Actual, range: Json, at: string): Outcome {
  const [low, high] = isJsonArray(range) ? range : []
  if (typeof low !== 'number' || typeof high !== 'number') {
    throw new TypeError('$between takes two numbers')
  }
  const fits = typeof actual === 'number' && actual >= low && actual <= high
  return when(fits, at, `a number from ${low} to ${high}`, actual)
}

function matchSet(actual: Actual, members: Json, at: string): Outcome {
  const wanted = (isJsonArray(members) ? members : []).map((item) => JSON.stringify(item)).sort()
  const found = isJsonArray(actual) ? actual.map((item) => JSON.stringify(item)).sort() : undefined
  return when(found?.join() === wanted.join(), at, `in any order ${wanted.join(', ')}`, actual)
}

function matchEveryItem(actual: Actual, item: Json, at: string): Outcome {
  if (!isJsonArray(actual) || actual.length === 0) {
    return differs(at, 'an array with something in it', show(actual))
  }
  return firstOf([...actual.keys()], (index) => matchExactly(actual[index], item, `${at}.${index}`))
}

function matchSomeItem(actual: Actual, item: Json, at: string): Outcome {
  const list = isJsonArray(actual) ? actual : []
  const fits = list.some((one) => matchSubset(one, item, at) === undefined)
  return when(fits, at, `an array with an item like ${show(item)}`, actual)
}

function compare(
  actual: Actual,
  limit: Json,
  at: string,
  words: string,
  holds: (actual: number, limit: number) => boolean,
): Outcome {
  if (typeof limit !== 'number') throw new TypeError(`"${words}" takes a number`)
  return when(typeof actual === 'number' && holds(actual, limit), at, `${words} ${limit}`, actual)
}

function matchEach(parts: Json, match: (part: Json) => Outcome): Outcome {
  return firstOf(isJsonArray(parts) ? parts : [parts], match)
}

function when(holds: boolean, at: string, expected: string, actual: Actual): Outcome {
  return holds ? undefined : differs(at, expected, show(actual))
}

function differs(at: string, expected: string, actual: string): Mismatch {
  return { at, expected, actual }
}

function firstOf<T>(items: readonly T[], match: (item: T) => Outcome): Outcome {
  for (const item of items) {
    const outcome = match(item)
    if (outcome !== undefined) return outcome
  }
  return undefined
}
