import { z } from 'zod'
import { placesOf } from '../gateway/apis/places.ts'
import type { Hit, SearchedKind } from '../store/search.ts'
import type { Actor } from './authority.ts'
import type { AdminDeps } from './deps.ts'
import { onePage, pageOf } from './page.ts'
import type { Permission } from './permissions.ts'
import { route } from './route.ts'
import { stateOf } from './signing-key-state.ts'

const HITS_MAX = 20
const HITS_OF_KIND_MAX = 6

const KINDS = [
  'client',
  'user',
  'agent',
  'room',
  'plan',
  'location',
  'api',
  'organization',
  'scope',
  'signing_key',
  'management_key',
] as const
type Kind = (typeof KINDS)[number]

/** Who may not read them does not find them. */
const READERS: Readonly<Record<Kind, Permission>> = {
  client: 'clients:read',
  user: 'users:read',
  agent: 'agents:read',
  room: 'rooms:read',
  plan: 'plans:read',
  location: 'locations:read',
  api: 'apis:read',
  organization: 'organizations:read',
  scope: 'scopes:read',
  signing_key: 'signing-keys:read',
  management_key: 'management-keys:read',
}

const hitSchema = z
  .object({ kind: z.enum(KINDS), id: z.string(), title: z.string(), detail: z.string() })
  .meta({ id: 'SearchHit' })

/** One field to find anything by its name or id. */
export const searchRoutes = [
  route({
    method: 'GET',
    path: '/search',
    name: 'search.find',
    summary: 'Whatever you may read whose name or id holds this text',
    permission: 'none',
    query: z.strictObject({ q: z.string().trim().min(1).max(100) }),
    answer: pageOf(hitSchema),
    async run({ query, actor }, deps) {
      const lists: z.output<typeof hitSchema>[][] = []
      for (const kind of KINDS) {
        if (!actor.permissions.has(READERS[kind])) continue
        const hits = await find(deps, kind, query.q, actor)
        lists.push(hits.map((hit) => ({ kind, ...hit })))
      }
      return onePage(best(lists.flat(), query.q))
    },
  }),
]

function find(deps: AdminDeps, kind: Kind, text: string, actor: Actor): Promise<readonly Hit[]> {
  switch (kind) {
    case 'scope':
      return findScopes(deps, text)
    case 'api':
      return Promise.resolve(findApis(deps, text))
    case 'signing_key':
      return findSigningKeys(deps, text)
    default: {
      const stored: SearchedKind = kind
      return deps.store.search.find(stored, text, actor.organizationId, HITS_OF_KIND_MAX)
    }
  }
}

async function findScopes({ dialects, store }: AdminDeps, text: string): Promise<readonly Hit[]> {
  const hits: Hit[] = []
  for (const { name, title, scopes } of dialects) {
    const all = [...(await store.scopes.ofDialect(name)), ...scopes]
    const found = new Map(all.toReversed().map((one) => [one.value, one]))
    for (const { value, description } of found.values()) {
      if (!holds(`${value} ${description}`, text)) continue
      hits.push({ id: `${name}/${value}`, title: value, detail: `${title}: ${description}` })
    }
  }
  return hits.slice(0, HITS_OF_KIND_MAX)
}

function findApis({ apis, site }: AdminDeps, text: string): readonly Hit[] {
  const all = apis.all().map((api) => ({ name: api.name, places: placesOf(api, site).join(', ') }))
  return all
    .filter(({ name, places }) => holds(`${name} ${places}`, text))
    .slice(0, HITS_OF_KIND_MAX)
    .map(({ name, places }) => ({ id: name, title: name, detail: places }))
}

async function findSigningKeys({ store, clock }: AdminDeps, text: string): Promise<readonly Hit[]> {
  const now = clock.now()
  return (await store.signingKeys.all())
    .filter(({ keyId, dialect }) => holds(`${keyId} ${dialect}`, text))
    .slice(0, HITS_OF_KIND_MAX)
    .map((key) => ({
      id: key.keyId,
      title: key.keyId,
      detail: `${key.dialect}, ${key.algorithm}, ${stateOf(key, now)}`,
    }))
}

function holds(all: string, text: string): boolean {
  return all.toLowerCase().includes(text.toLowerCase())
}

/** What is called just so comes first, then what begins so; else as the kinds stand. */
function best<One extends Hit>(hits: readonly One[], text: string): One[] {
  const wanted = text.toLowerCase()
  const rank = ({ id, title }: One): number => {
    const names = [id.toLowerCase(), title.toLowerCase()]
    if (names.includes(wanted)) return 0
    return names.some((name) => name.startsWith(wanted)) ? 1 : 2
  }
  return hits.toSorted((a, b) => rank(a) - rank(b)).slice(0, HITS_MAX)
}
