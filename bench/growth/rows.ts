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
  /**
   * Requests about so many of the store's clients or families, drawn from all of it. Made once for
   * a lane; every measurement of the row goes on with it.
   */
  source(store: FilledStore, members: number): Source
}

/** Each request is about one of the members, by lot: nothing is hot that is not hot for all. */
export const GROWTH_ROWS: readonly GrowthRow[] = [
  {
    name: 'client-credentials',
    title: 'client_credentials, ES256 (standard)',
    source({ server, population }, members) {
      const draw = lotOf(population.clients, members)
      return each('"access_token"', () =>
        requestBytes(server.host, {
          path: '/oauth/token',
          headers: { Authorization: population.basicOf(draw()) },
          form: { grant_type: 'client_credentials' },
        }),
      )
    },
  },
  { name: 'refresh', title: 'refresh with rotation, durable (standard)', source: rotations },
  {
    name: 'introspect-refresh',
    title: 'introspection of a refresh token',
    source({ server, population }, members) {
      const draw = lotOf(population.families, members)
      return each('"active":true', () => {
        // The families beside those that rotate.
        const family = draw() + 1
        return requestBytes(server.host, {
          path: '/oauth/introspect',
          headers: { Authorization: population.basicOf(clientOfFamily(family)) },
          form: { token: population.refreshTokenOf(family) },
        })
      })
    },
  },
  {
    name: 'api-key',
    title: 'API key for an agent token, HS256 (8x8 style)',
    source({ server, population }, members) {
      const draw = lotOf(population.clients, members)
      return each('"auth_token"', () =>
        requestBytes(server.host, {
          path: '//api/v1/tokens',
          headers: { Authorization: `Bearer ${population.apiKeyOf(draw() + 1)}` },
          json: {},
        }),
      )
    },
  },
]

function each(expected: string, next: () => Buffer): Source {
  return { next, accept: expecting(expected) }
}

/** Each token buys its successor. A family may rotate in several lanes, one after the other. */
function rotations({ server, population, rotated }: FilledStore, members: number): Source {
  const waiting = drawn(population.families, Math.min(members, ROTATING_FAMILIES_MAX))
  let at = 0
  return {
    next() {
      const family = waiting[at]
      if (family === undefined) throw new Error('there is no refresh token left')
      at += 1
      return requestBytes(server.host, {
        path: '/oauth/token',
        headers: { Authorization: population.basicOf(clientOfFamily(family)) },
        form: {
          grant_type: 'refresh_token',
          refresh_token: rotated.get(family) ?? population.refreshTokenOf(family),
        },
      })
    },
    accept(answer) {
      const token = fieldOf(answer, 'refresh_token')
      const family = familyOf(token)
      rotated.set(family, token)
      waiting.push(family)
    },
  }
}

function familyOf(token: string): number {
  const parsed = parseFamilyToken(token)
  if (parsed === undefined) throw new Error('this is no refresh token')
  return numberOf(parsed.familyId)
}

/** One of so many with even numbers, each time by lot. */
function lotOf(total: number, members: number): () => number {
  if (members >= total / 2) return () => even(total)
  const some = drawn(total, members)
  return () => some[Math.floor(Math.random() * members)] ?? 0
}

/** So many even numbers in random order, each once. */
function drawn(total: number, count: number): number[] {
  const found = new Set<number>()
  while (found.size < count) found.add(even(total))
  return [...found]
}

function even(below: number): number {
  return 2 * Math.floor((Math.random() * below) / 2)
}
