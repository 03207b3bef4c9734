// What `mintmark dev` writes to demo.json: the credentials of its demo platform, as programs may
// rely on them. Reading checks every field, so that a missing one names itself in one place.
import assert from 'node:assert/strict'

export interface Person {
  readonly email: string
  readonly password: string
}

const text = ''
const list: readonly string[] = []

const shape = {
  base_url: text,
  operator: { email: text, password: text },
  management_key: text,
  vocera: { api_key: text, agent_id: 1, foreign_agent_id: 2 },
  eight_by_eight: { api_key: text, agent_email: text },
  vonage: { client_id: text, client_secret: text, scopes: list },
  vocalcola: {
    public_key: text,
    private_key: text,
    redirect_uri: text,
    scopes: list,
    user: { email: text, password: text },
    plan_key: text,
    foreign_plan_key: text,
  },
  envoy: {
    client_id: text,
    client_secret: text,
    client_api_key: text,
    scopes: list,
    redirect_uri: text,
    username: text,
    password: text,
    non_admin: { username: text, password: text },
  },
  standard: { client_id: text, client_secret: text, redirect_uri: text, scopes: list },
}

export type Demo = typeof shape

export function readDemo(json: string): Demo {
  const value: unknown = JSON.parse(json)
  assertShape(value, shape, 'demo.json')
  return value as Demo // Every field was compared with the shape just above.
}

function assertShape(value: unknown, expected: unknown, at: string): void {
  assert.equal(typeof value, typeof expected, `${at} has another type than documented`)
  if (typeof expected !== 'object' || expected === null) return
  assert.ok(typeof value === 'object' && value !== null, `${at} is empty`)
  assert.equal(Array.isArray(value), Array.isArray(expected), `${at} is a list or not`)
  const fields = new Map(Object.entries(value))
  for (const [name, inner] of Object.entries(expected)) {
    assertShape(fields.get(name), inner, `${at}: ${name}`)
  }
}
