import { ProtocolError } from '../protocol/errors.ts'
import { demandNoNul } from './nul.ts'

const DEPTH_MAX = 32

/**
 * JSON with nothing ambiguous in it: no name twice (parsers disagree on which one counts), no name
 * that reaches a prototype, no NUL, no depth that could exhaust a stack. The words of V8's own
 * errors are not passed on: they quote the body.
 */
export function parseJson(text: string, forbiddenNames: ReadonlySet<string>): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ProtocolError('malformed_body', { description: 'The body is not valid JSON.' })
  }
  const names = countNames(value, forbiddenNames)
  if (names !== countColons(text)) {
    throw new ProtocolError('duplicate_parameter', {
      description: 'A name stands twice in the JSON.',
    })
  }
  return value
}

function countNames(root: unknown, forbiddenNames: ReadonlySet<string>): number {
  let count = 0
  let level: unknown[] = [root]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_MAX) {
      throw new ProtocolError('malformed_body', { description: 'The JSON is nested too deeply.' })
    }
    const next: unknown[] = []
    for (const value of level) {
      demandNoNul(value)
      if (typeof value !== 'object' || value === null) continue
      if (Array.isArray(value)) {
        for (const item of value) next.push(item)
        continue
      }
      for (const [name, item] of Object.entries(value)) {
        if (forbiddenNames.has(name)) throw new ProtocolError('malformed_body')
        count += 1
        next.push(item)
      }
    }
    level = next
  }
  return count
}

/** In valid JSON a colon outside a string stands after each name, and nowhere else. */
function countColons(text: string): number {
  let count = 0
  let isInText = false
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i)
    if (char === 0x22) isInText = !isInText
    else if (isInText && char === 0x5c) i += 1
    else if (!isInText && char === 0x3a) count += 1
  }
  return count
}
