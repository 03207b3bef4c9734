import { parseFamilyToken } from '../../server/credentials/family-tokens.ts'
import type { Source } from '../load.ts'
import { expecting, fieldOf } from '../sources.ts'
import { requestBytes } from '../wire.ts'
import { clientOfFamily, numberOf } from './population.ts'
import type { FilledStore } from './stores.ts'

/** Of so many families the tokens are kept, since each rotation brings another one. */
const ROTATING_FAMILIES_MAX = 60_000

export interface GrowthRow {
  readonly name: string
  readonly title: string
  /** Made once for a store; every measurement of the row goes on with it. */
  source(store: FilledStore): Source
}

/** Every request is about somebody else, drawn by lot: nothing is hot that is not hot for all. */
export const GROWTH_ROWS: readonly GrowthRow[] = [
  {
    name: 'client-credentials',
    title: 'client_credentials, ES256 (standard)',
    source: ({ server, population }) =>
      each('"access_token"', () =>
        requestBytes(server.host, {
          path: '/oauth/token',
          headers: { Authorization: population.basicOf(even(population.clients)) },
          form: { grant_type: 'client_credentials' },
        }),
      ),
  },
  { name: 'refresh', title: 'refresh with rotation, durable (standard)', source: rotations },
  {
    name: 'introspect-refresh',
    title: 'introspection of a refresh token',
    source: ({ server, population }) =>
      each('"active":true', () => {
        // The families beside those that rotate.
        const family = even(population.families) + 1
        return requestBytes(server.host, {
          path: '/oauth/introspect',
          headers: { Authorization: population.basicOf(clientOfFamily(family)) },
          form: { token: population.refreshTokenOf(family) },
        })
      }),
  },
  {
    name: 'api-key',
    title: 'API key for an agent token, HS256 (8x8 style)',
    source: ({ server, population }) =>
      each('"auth_token"', () =>
        requestBytes(server.host, {
          path: '//api/v1/tokens',
          headers: { Authorization: `Bearer ${population.apiKeyOf(even(population.clients) + 1)}` },
          json: {},
        }),
      ),
  },
]

function each(expected: string, next: () => Buffer): Source {
  return { next, accept: expecting(expected) }
}

/** Each token buys its successor, which says itself whose it is. */
function rotations({ server, population }: FilledStore): Source {
  const tokens = drawn(population.families).map(population.refreshTokenOf)
  let at = 0
  return {
    next() {
      const token = tokens[at] ?? ''
      at += 1
      return requestBytes(server.host, {
        path: '/oauth/token',
        headers: { Authorization: population.basicOf(clientOfFamily(familyOf(token))) },
        form: { grant_type: 'refresh_token', refresh_token: token },
      })
    },
    accept: (answer) => tokens.push(fieldOf(answer, 'refresh_token')),
  }
}

function familyOf(token: string): number {
  const parsed = parseFamilyToken(token)
  if (parsed === undefined) throw new Error('there is no refresh token left')
  return numberOf(parsed.familyId)
}

/** Families of even numbers in random order, each once. */
function drawn(families: number): number[] {
  const count = Math.min(families / 2, ROTATING_FAMILIES_MAX)
  const found = new Set<number>()
  while (found.size < count) found.add(even(families))
  return [...found]
}

function even(below: number): number {
  return 2 * Math.floor((Math.random() * below) / 2)
}
