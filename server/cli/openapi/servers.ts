import { type OpenApi, treeOf } from './document.ts'

export interface Place {
  /** None where the document does not name one. */
  readonly hosts: readonly string[]
  readonly path: string
  /** Servers that are elsewhere, and so would be other APIs. */
  readonly left: readonly string[]
}

/** Where the document says that the API is: all hosts of the servers with the first one's path. */
export function placeOf({ tree }: OpenApi): Place {
  const servers = Array.isArray(tree.servers) ? tree.servers : []
  const urls = servers.map((one) => withDefaults(one))
  const places = urls.map((url) => ({ url, ...parse(url) }))
  const path = places.find((one) => one.path !== undefined)?.path ?? '/'
  const here = places.filter((one) => one.path === path)
  const hosts = here.flatMap(({ host }) => (host === undefined ? [] : [host]))
  return {
    // A server that is a mere path is wherever the document was found, so it names no host.
    hosts: hosts.length === here.length ? [...new Set(hosts)] : [],
    path,
    left: places.filter((one) => one.path !== path).map((one) => one.url),
  }
}

/** `https://{region}.example.com` with what stands there when nobody says it (§4.8.5). */
function withDefaults(server: unknown): string {
  const { url, variables } = treeOf(server) ?? {}
  const known = treeOf(variables) ?? {}
  return String(url ?? '/').replaceAll(/\{([^{}]+)\}/g, (all, name: string) => {
    const variable = treeOf(known[name])
    return variable?.default === undefined ? all : String(variable.default)
  })
}

function parse(url: string): { host?: string; path?: string } {
  const isAbsolute = /^https?:\/\//i.test(url)
  if (!isAbsolute && !url.startsWith('/')) return {}
  if (!URL.canParse(url, 'http://document.invalid')) return {}
  const { hostname, pathname } = new URL(url, 'http://document.invalid')
  const path = pathname.replace(/\/+$/, '') || '/'
  return isAbsolute ? { host: hostname, path } : { path }
}
