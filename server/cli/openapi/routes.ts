import { type ApiInput, METHODS, ruleSchema } from '../../gateway/apis/api-schema.ts'
import { type OpenApi, treeOf } from './document.ts'
import { type Needs, settleSecurity } from './security.ts'

type Rule = ApiInput['routes'][number]
type Method = (typeof METHODS)[number]

export interface Told {
  readonly method: string
  readonly path: string
  readonly words: string
}

export interface ImportedRoutes {
  readonly routes: readonly Rule[]
  readonly imported: readonly Told[]
  /** What stays shut, and why. */
  readonly refused: readonly Told[]
  readonly notes: readonly Told[]
}

interface Wish {
  readonly isPublicWithoutSecurity: boolean
}

interface Operation {
  readonly method: string
  readonly path: string
  readonly tree: Readonly<Record<string, unknown>>
  readonly item: Readonly<Record<string, unknown>>
}

const VERBS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** Each operation as a rule; operations of one path that ask for the same share one. */
export function routesOf(openApi: OpenApi, wish: Wish): ImportedRoutes {
  const imported: Told[] = []
  const refused: Told[] = []
  const notes: Told[] = []
  const rules = new Map<string, { path: string; needs: Needs; methods: Method[] }>()
  const seen = new Set<string>()
  for (const operation of operationsOf(openApi, refused)) {
    const { method, path, tree } = operation
    const refuse = (words: string) => void refused.push({ method, path, words })
    const rulePath = templateOf(path)
    const known = METHODS.find((one) => one === method)
    if (rulePath === undefined || known === undefined) {
      refuse(
        known === undefined ? `${method} is not forwarded` : 'its path cannot be said by a rule',
      )
      continue
    }
    const shape = `${method} ${rulePath.replaceAll(/\{\w+\}/g, '{}')}`
    if (seen.has(shape)) {
      refuse('another operation has the same path but for the names in it')
      continue
    }
    if (ownServersOf(operation)) {
      refuse('it has servers of its own, which would be another API')
      continue
    }
    const settled = settleSecurity(openApi, tree.security, wish)
    if ('refused' in settled) {
      refuse(settled.refused)
      continue
    }
    const wrong = wordsOfWrong({ methods: [known], path: rulePath, ...settled.needs })
    if (wrong !== undefined) {
      refuse(wrong)
      continue
    }
    seen.add(shape)
    for (const words of settled.notes) notes.push({ method, path, words })
    imported.push({ method, path, words: wordsOfNeeds(settled.needs) })
    const key = JSON.stringify([rulePath, settled.needs])
    const rule = rules.get(key)
    if (rule === undefined)
      rules.set(key, { path: rulePath, needs: settled.needs, methods: [known] })
    else rule.methods.push(known)
  }
  const routes = [...rules.values()].map(({ path, needs, methods }) => ({
    methods,
    path,
    ...needs,
  }))
  return { routes, imported, refused, notes }
}

function operationsOf(openApi: OpenApi, refused: Told[]): Operation[] {
  return Object.entries(treeOf(openApi.tree.paths) ?? {}).flatMap(([path, value]) => {
    if (path.startsWith('x-')) return []
    const item = openApi.resolve(value)
    if (item === undefined) {
      refused.push({ method: '*', path, words: 'it stands in another file' })
      return []
    }
    return VERBS.flatMap((verb) => {
      const tree = treeOf(item[verb])
      return tree === undefined ? [] : [{ method: verb.toUpperCase(), path, tree, item }]
    })
  })
}

function ownServersOf({ tree, item }: Operation): boolean {
  return [tree.servers, item.servers].some((one) => Array.isArray(one) && one.length > 0)
}

/** `/pets/{pet-id}` → `/pets/{pet_id}`. A parameter that is a part of a segment has no rule. */
function templateOf(path: string): string | undefined {
  const renamed = path.replaceAll(/\{([^{}/]+)\}/g, (_, name: string) => {
    return `{${name.replaceAll(/\W/g, '_')}}`
  })
  // In a document * is itself, in a rule it is everything below.
  if (renamed.includes('*')) return undefined
  return ruleSchema.shape.path.safeParse(renamed).success ? renamed : undefined
}

function wordsOfWrong(rule: Rule): string | undefined {
  const read = ruleSchema.safeParse(rule)
  return read.success ? undefined : (read.error.issues[0]?.message ?? 'it is no rule')
}

export function wordsOfNeeds(needs: Needs): string {
  const { scopes, any_scope, public_because } = needs
  if (scopes !== undefined) return `all of ${scopes.join(', ')}`
  if (any_scope !== undefined) return `one of ${any_scope.join(', ')}`
  return public_because === undefined ? 'any credential' : 'public'
}
