import { type Config, ConfigError } from '../../config.ts'
import { readConfiguredApis } from '../../configured-apis.ts'
import { dialects } from '../../dialects/index.ts'
import type { Api } from '../../gateway/apis/api-schema.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/** Addresses that no request leaves the building for (RFC 1918, RFC 4193), and names of inside. */
const INSIDE = [
  /^(?:127|10)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\./,
  /^\[(?:::1\]|f[cd])/,
  /^[^.]+$|\.(?:internal|local|localhost|lan|svc)$/,
]

/** Whether the APIs of the settings are right, and are reached by a way that nobody listens to. */
export async function gateway(config: Config): Promise<Finding> {
  const name = 'gateway'
  try {
    const styles = dialects.map((one) => one.name)
    const site = { baseUrl: '', defaultRegion: config.default_region, regions: regionsOf(config) }
    const apis = await readConfiguredApis(config, site, styles)
    const plain = apis.find((api) => api.upstreams.some(isPlain))
    if (plain !== undefined) {
      const words = `${plain.name} is asked without TLS outside of this network`
      return warn(name, words, 'Let its upstreams begin with https://, or reach them inside.')
    }
    return ok(name, apis.length === 0 ? 'no API in the settings' : wordsOf(apis))
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown
    const [problem = ''] = thrown.problems
    return fail(name, problem, 'Correct it; the server does not start.')
  }
}

function isPlain(origin: string): boolean {
  const { protocol, hostname } = new URL(origin)
  return protocol === 'http:' && !INSIDE.some((one) => one.test(hostname))
}

function wordsOf(apis: readonly Api[]): string {
  const open = apis.flatMap((api) => api.routes).filter((one) => one.public_because !== undefined)
  const routes = apis.reduce((sum, api) => sum + api.routes.length, 0)
  return `${apis.length} APIs with ${routes} routes, ${open.length} of them open to everybody`
}

function regionsOf({ regions }: Config) {
  return regions.map((one) => ({
    name: one.name,
    tokenHost: one.token_host,
    apiHost: one.api_host,
  }))
}
