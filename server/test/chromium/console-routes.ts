// The console's own list of pages, read as it is written: a new line there is walked at once. What
// stands in the place of a parameter is looked up on the demo platform.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { manage } from '../flows/admin.ts'
import { objectOf } from '../management/operations.ts'
import type { Mint } from '../mint.ts'

const list = fileURLToPath(new URL('../../../console/pages.ts', import.meta.url))

/** `/api-credentials/$id` */
export function consoleRoutes(): readonly string[] {
  const text = readFileSync(list, 'utf8')
  const routes = [...text.matchAll(/\bpage\(\s*'([^']+)'/g)].map(([, route = '']) => route)
  assert.equal(routes.length, text.match(/\bpage\(/g)?.length, `${list} reads otherwise now`)
  return routes
}

/** By the first word of a route: where in the API one of them is found, and how it is known. */
const FOUND: Readonly<Record<string, { readonly list: string; readonly key?: string }>> = {
  'api-credentials': { list: '/clients?dialect=vonage' },
  integrations: { list: '/clients?dialect=envoy' },
  apps: { list: '/clients?dialect=vocalcola' },
  'api-keys': { list: '/clients?dialect=vocera' },
  clients: { list: '/clients?dialect=standard' },
  employees: { list: '/users' },
  styles: { list: '/dialects' },
}

/** The address of a page, with one of the things that it is about. */
export async function addressOf(mint: Mint, route: string): Promise<string> {
  if (!route.includes('$')) return `/console${route === '/' ? '' : route}`
  const word = route.split('/')[1] ?? ''
  const { list: path, key = 'id' } = FOUND[word] ?? { list: `/${word}` }
  const answer = await manage(mint, path)
  assert.equal(answer.status, 200, `console-routes.ts must say where ${route} finds one`)
  const { data } = answer.json()
  const first = objectOf(Array.isArray(data) ? data[0] : undefined)
  return `/console${route.replace(/\$(\w+)/g, (_, name: string) => {
    const value = first[name === 'id' ? key : name]
    assert.ok(value !== undefined, `nothing stands for $${name} of ${route} in ${answer.text}`)
    return encodeURIComponent(String(value))
  })}`
}
