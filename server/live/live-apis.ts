import { z } from 'zod'
import type { Api, ApiSchema } from '../gateway/apis/api-schema.ts'
import type { ApiRecord } from '../store/apis.ts'
import type { Store } from '../store/store.ts'
import { followTable } from './follow-table.ts'

export interface LiveApis {
  /** Those of the configuration, then those that operators keep; as they are at this moment. */
  all(): readonly Api[]
  /** Whether the configuration names it: then it is changed there and nowhere else. */
  isConfigured(name: string): boolean
  /** Told after every change, and of what is there as soon as it asks. */
  onChange(heed: (apis: readonly Api[]) => void): void
  load(): Promise<void>
}

interface Parts {
  readonly store: Pick<Store, 'apis' | 'board'>
  readonly configured: readonly Api[]
  onError(cause: unknown): void
}

export function liveApis({ store, configured, onError }: Parts): LiveApis {
  const listeners: ((apis: readonly Api[]) => void)[] = []
  let current = configured
  const load = followTable({
    board: store.board,
    kind: 'api',
    read: async () => apisWith(configured, await store.apis.all(), onError),
    apply(apis) {
      current = apis
      for (const heed of listeners) heed(current)
    },
    onError,
  })
  return {
    load,
    all: () => current,
    isConfigured: (name) => configured.some((one) => one.name === name),
    onChange(heed) {
      listeners.push(heed)
      heed(current)
    },
  }
}

/** What the configuration names wins over what is kept under the same name. */
export async function apisWith(
  configured: readonly Api[],
  records: readonly ApiRecord[],
  onError: (cause: unknown) => void,
): Promise<readonly Api[]> {
  const names = new Set(configured.map((one) => one.name))
  const kept = records.filter((one) => !names.has(one.name))
  if (kept.length === 0) return configured
  // Its schemas are a twelfth of a start, and most servers keep no API.
  const { apiSchema } = await import('../gateway/apis/api-schema.ts')
  return [...configured, ...kept.map((one) => readApi(apiSchema, one, onError))]
}

const placeSchema = z.object({
  hosts: z.array(z.string()).default([]),
  regions: z.array(z.string()).default([]),
  path: z.string(),
})

/**
 * One that another release wrote may say what this one does not understand. It stands without
 * rules then, which refuses everything below its path: were it left out, the API around it would
 * answer by rules that were never meant for it.
 */
function readApi(
  schema: ApiSchema,
  { name, document }: ApiRecord,
  onError: (cause: unknown) => void,
): Api {
  const written: unknown = JSON.parse(document)
  const read = schema.safeParse(written)
  if (read.success) return read.data
  onError(
    new Error(`The API ${name} is not read: all of its paths are refused.`, {
      cause: read.error,
    }),
  )
  return {
    name,
    ...placeSchema.parse(written),
    upstreams: [],
    preflights: 'refused',
    enabled: true,
    routes: [],
  }
}
