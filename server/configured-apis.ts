import { type Config, ConfigError } from './config.ts'
import type { Api } from './gateway/apis/api-schema.ts'
import { placesOf } from './gateway/apis/places.ts'
import { twiceNamed } from './gateway/apis/twice-named.ts'
import type { Site } from './protocol/site.ts'

const SETTING = 'gateway.apis'

/**
 * The APIs that the settings name. Throws `ConfigError` with everything that is wrong with them,
 * each by its field: a rule that was meant otherwise must not come into force half.
 */
export async function readConfiguredApis(
  config: Config,
  site: Site,
  styles: readonly string[],
): Promise<readonly Api[]> {
  if (config[SETTING].length === 0) return []
  const { apisSchema } = await import('./gateway/apis/api-schema.ts')
  const read = apisSchema.safeParse(config[SETTING])
  if (!read.success) {
    throw new ConfigError(
      read.error.issues.map(
        ({ path, message }) => `${[SETTING, ...path].join('.')}: ${message.replace(/\.?$/, '.')}`,
      ),
    )
  }
  const problems = [
    ...repeated(read.data, site),
    ...saidTwice(read.data),
    ...strangeStyles(read.data, styles),
  ]
  if (problems.length > 0) throw new ConfigError(problems)
  return read.data
}

function repeated(apis: readonly Api[], site: Site): string[] {
  const names = new Set<string>()
  const taken = new Map<string, string>()
  return apis.flatMap((api, at) => {
    const problems: string[] = []
    if (names.has(api.name)) {
      problems.push(`${SETTING}.${at}.name: there is another API called ${api.name}.`)
    }
    names.add(api.name)
    for (const place of placesOf(api, site)) {
      const other = taken.get(place)
      if (other === undefined) taken.set(place, api.name)
      else problems.push(`${SETTING}.${at}.path: the API ${other} is at ${place} already.`)
    }
    return problems
  })
}

function saidTwice(apis: readonly Api[]): string[] {
  return apis.flatMap((api, at) => {
    const twice = twiceNamed(api)
    if (twice === undefined) return []
    return [`${SETTING}.${at}.routes.${twice}: an earlier route has this method at this path.`]
  })
}

function strangeStyles(apis: readonly Api[], styles: readonly string[]): string[] {
  const known = new Set(styles)
  return apis.flatMap((api, at) =>
    [api, ...api.routes].flatMap(({ dialects = [] }) =>
      dialects
        .filter((name) => !known.has(name))
        .map((name) => `${SETTING}.${at}: there is no style called ${name}.`),
    ),
  )
}
