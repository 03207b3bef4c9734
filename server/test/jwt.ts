// Taking JWTs apart and putting forged ones together, as an attacker does: with node:crypto alone.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'

export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>
  readonly payload: Readonly<Record<string, unknown>>
  /** The bytes that were signed: header and payload as they stood. */
  readonly signed: string
  readonly signature: string
}

export function readJwt(token: string): Jwt {
  const [header, payload, signature, ...rest] = token.split('.')
  assert.ok(header && payload && signature && rest.length === 0, 'three parts')
  return {
    header: readPart(header),
    payload: readPart(payload),
    signed: `${header}.${payload}`,
    signature,
  }
}

export function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

export function forgeHmac(
  header: Readonly<Record<string, unknown>>,
  payload: Readonly<Record<string, unknown>>,
  key: string | Buffer,
  bits: 256 | 384 | 512 = 256,
): string {
  const signed = `${part({ ...header, alg: `HS${bits}` })}.${part(payload)}`
  return `${signed}.${createHmac(`sha${bits}`, key).update(signed).digest('base64url')}`
}

function readPart(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  assert.ok(typeof value === 'object' && value !== null)
  return value as Readonly<Record<string, unknown>> // An object, as asserted.
}
