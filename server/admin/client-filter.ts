import { z } from 'zod'
import type { Dialect } from '../dialects/contract.ts'
import type { ClientFilter } from '../store/clients.ts'
import type { Actor } from './authority.ts'
import { dialectNamed } from './client-rules.ts'
import { type OwnAndText, ownAndText, ownFilterOf } from './own-filter.ts'

/** A flag in an address. */
const flag = z.enum(['true', 'false']).transform((word) => word === 'true')

export const filterFields = {
  dialect: z.string().max(200).optional().describe('One style, or several with commas'),
  credential: z.enum(['client_secret', 'api_key', 'key_pair']).optional(),
  enabled: flag.optional(),
  ...ownAndText,
}

interface Asked extends OwnAndText {
  readonly dialect?: string | undefined
  readonly credential?: Dialect['credential'] | undefined
  readonly enabled?: boolean | undefined
}

/** `undefined` where nothing can match. Throws `InvalidRequest` for a style that there is not. */
export function clientFilterOf(
  asked: Asked,
  dialects: readonly Dialect[],
  actor: Actor,
): ClientFilter | undefined {
  const own = ownFilterOf(asked, actor)
  if (own === undefined) return undefined
  const names = asked.dialect
    ?.split(',')
    .map((name) => dialectNamed({ dialects }, name.trim()).name)
  const isNarrowed = names !== undefined || asked.credential !== undefined
  const wanted = dialects.filter(
    ({ name, credential }) =>
      (names?.includes(name) ?? true) && credential === (asked.credential ?? credential),
  )
  if (isNarrowed && wanted.length === 0) return undefined
  return {
    ...own,
    dialects: isNarrowed ? wanted.map((one) => one.name) : undefined,
    isEnabled: asked.enabled,
  }
}
