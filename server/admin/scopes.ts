import { z } from 'zod'
import type { Dialect } from '../dialects/contract.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { isScopeValue } from '../protocol/scope.ts'
import type { Records } from '../store/records.ts'
import { dialectNamed } from './client-rules.ts'
import type { AdminDeps } from './deps.ts'
import { refuse } from './invalid-request.ts'
import { onePage, pageOf } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'

const scopeSchema = z
  .object({
    dialect: z.string(),
    value: z.string(),
    resource: z.string().describe('The API that it opens'),
    description: z.string().describe('What users read when they are asked'),
    built_in: z.boolean().describe('Whether the style was born with it'),
    clients: z.int().describe('How many may have it; a few seconds old'),
  })
  .meta({ id: 'Scope' })

export type ScopeAnswer = z.output<typeof scopeSchema>

const words = z.string().trim().min(1).max(500)

/** What tokens may be for, by style: the vendor's own scopes and those that operators add. */
export const scopeRoutes = [
  route({
    method: 'GET',
    path: '/scopes',
    name: 'scopes.list',
    summary: 'All scopes, or those of one style',
    query: z.strictObject({ dialect: z.string().max(100).optional() }),
    answer: pageOf(scopeSchema),
    async run({ query, actor }, deps) {
      const of = query.dialect === undefined ? deps.dialects : [dialectNamed(deps, query.dialect)]
      const holders = await deps.scopeHolders(actor.organizationId)
      const lists = await Promise.all(of.map((dialect) => scopesOf(deps.store, dialect, holders)))
      return onePage(lists.flat())
    },
  }),
  route({
    method: 'PUT',
    path: '/scopes/:dialect/:value',
    name: 'scopes.put',
    summary: 'Add a scope to a style, or say anew what one means',
    params: z.strictObject({ dialect: z.string(), value: z.string() }),
    body: z.strictObject({ description: words, resource: words }),
    answer: scopeSchema,
    async run({ params, body, actor }, deps: AdminDeps) {
      const { name } = dialectNamed(deps, params.dialect)
      const { value } = params
      if (!isScopeValue(value)) {
        throw refuse('value', 'It must be printable ASCII without space, comma, quote, backslash.')
      }
      await deps.store.transaction(async (records) => {
        await records.scopes.put({ dialect: name, value, ...body })
        await record(deps, records, actor, 'scopes.put', { dialect: name, detail: value })
      })
      const holders = await deps.scopeHolders(actor.organizationId)
      const all = await scopesOf(deps.store, dialectNamed(deps, name), holders)
      const put = all.find((one) => one.value === value)
      if (put === undefined) throw new Error('The scope that was put is not in the store.')
      return put
    },
  }),
  route({
    method: 'DELETE',
    path: '/scopes/:dialect/:value',
    name: 'scopes.delete',
    summary: 'Delete a scope that no client has; one of the style’s own gets its own words back',
    params: z.strictObject({ dialect: z.string(), value: z.string() }),
    async run({ params: { dialect, value }, actor }, { store, dialects, ...deps }) {
      const style = dialects.find((one) => one.name === dialect)
      const isBorn = style?.scopes.some((one) => one.value === value) ?? false
      await store.transaction(async (records) => {
        if (!isBorn && (await records.scopes.isHeld(dialect, value))) {
          throw new ProtocolError('conflict', {
            description: 'A client has this scope. Take it from every client first.',
          })
        }
        if (!(await records.scopes.remove(dialect, value))) {
          throw isBorn
            ? new ProtocolError('conflict', { description: 'The style was born with this scope.' })
            : new ProtocolError('not_found', { description: 'There is no such scope.' })
        }
        await record(deps, records, actor, 'scopes.delete', { dialect, detail: value })
      })
    },
  }),
]

async function scopesOf(
  { scopes }: Pick<Records, 'scopes'>,
  dialect: Dialect,
  holders: ReadonlyMap<string, number>,
): Promise<z.output<typeof scopeSchema>[]> {
  const born = new Map(dialect.scopes.map((one) => [one.value, one]))
  const stored = new Map((await scopes.ofDialect(dialect.name)).map((one) => [one.value, one]))
  return [...new Map([...born, ...stored]).values()].map(({ value, resource, description }) => ({
    dialect: dialect.name,
    value,
    resource,
    description,
    built_in: born.has(value),
    clients: holders.get(`${dialect.name} ${value}`) ?? 0,
  }))
}
