import { readFileSync } from 'node:fs'
import { isJsonObject, type Json, type JsonObject, parseJson } from './json.ts'

/** The facts of a demo platform, as dev mode writes them. */
export function loadDemo(path: string): JsonObject {
  const demo = parseJson(readFileSync(path, 'utf8'))
  if (!isJsonObject(demo)) throw new Error(`${path} is not a JSON object`)
  return demo
}

const SECRET_MEMBER = /^(password|management_key|api_key|client_secret|private_key|client_api_key)$/

/** What no answer may repeat. */
export function secretsOf(demo: Json): readonly string[] {
  if (!isJsonObject(demo)) return []
  return Object.entries(demo).flatMap(([name, value]) =>
    typeof value === 'string' && SECRET_MEMBER.test(name) && value !== ''
      ? [value]
      : secretsOf(value),
  )
}
