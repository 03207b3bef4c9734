import { createHash } from 'node:crypto'
import { encodeNumber } from '../../server/credentials/base62.ts'
import { refreshTokenOf } from '../../server/credentials/family-tokens.ts'
import { formatCredential } from '../../server/credentials/format.ts'
import type { Secrets } from '../../server/credentials/secrets.ts'

/** Above what the demo platform numbers. */
const FIRST_ID = 1_001
const CLIENT_ID_DIGITS = 12
const SALT_BYTES = 16

/**
 * Who lives in a store of a given size. Of its credentials, one half are client secrets of
 * standard clients and one half API keys; each client has one credential, and each client with a
 * secret has two families. Everything follows from a number, so that the load knows any of a
 * million without keeping them.
 */
export interface Population {
  readonly size: number
  readonly clients: number
  readonly families: number
  secretOf(client: number): string
  clientIdOf(client: number): string
  saltOf(family: number): Uint8Array
  /** What the client of this number presents. */
  basicOf(client: number): string
  apiKeyOf(client: number): string
  refreshTokenOf(family: number): string
}

export function populationOf(size: number, secrets: Secrets): Population {
  const clientIdOf = (client: number): string =>
    `mmc_${encodeNumber(client).padStart(CLIENT_ID_DIGITS, '0')}`
  const secretOf = (client: number): string => secrets.derive('demo', 'growth', client)
  const saltOf = (family: number): Uint8Array =>
    createHash('sha256').update(`salt ${family}`).digest().subarray(0, SALT_BYTES)
  return {
    size,
    clients: size,
    families: size,
    secretOf,
    clientIdOf,
    saltOf,
    basicOf(client) {
      const secret = formatCredential('cs', [], secretOf(client))
      return `Basic ${Buffer.from(`${clientIdOf(client)}:${secret}`).toString('base64')}`
    },
    apiKeyOf: (client) => formatCredential('ak', [rowOf(client)], secretOf(client)),
    refreshTokenOf: (family) =>
      refreshTokenOf(secrets, { id: rowOf(family), salt: saltOf(family) }, 1),
  }
}

/** Clients with a secret have even numbers, those with an API key odd ones; both from 0. */
export function isApiClient(client: number): boolean {
  return client % 2 === 1
}

/** Two families follow one another; the client of both is the first one's number. */
export function clientOfFamily(family: number): number {
  return family - (family % 2)
}

/** Its row in whatever table; the client's credential has the client's own. */
export function rowOf(number: number): number {
  return FIRST_ID + number
}

export function numberOf(row: number): number {
  return row - FIRST_ID
}
