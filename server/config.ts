import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Mode, SETTINGS, type SettingName, type SettingValue } from './settings.ts'

export type { Mode } from './settings.ts'

export type Config = { readonly [Name in SettingName]: SettingValue<Name> } & {
  readonly mode: Mode
}

/** Everything that is wrong with the settings, at once, each with what would be right. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The settings are not right:\n${problems.map((one) => `  - ${one}`).join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

export interface ConfigSources {
  /** Texts, or whole values where a flag's text was JSON. */
  readonly flags: Readonly<Record<string, unknown>>
  readonly env: Readonly<Record<string, string | undefined>>
  /** Path of `mintmark.yaml`; looked for in the working folder when absent. */
  readonly file: string | undefined
}

/** Names that are no settings: the settings' file, whom the command line asks, its secrets. */
const OTHER_ENV = [
  'MINTMARK_CONFIG',
  'MINTMARK_URL',
  'MINTMARK_MANAGEMENT_KEY',
  'MINTMARK_BACKUP_PASSPHRASE',
]

/** Flag, then environment, then file, then default. Throws `ConfigError`. */
export async function readConfig(mode: Mode, sources: ConfigSources): Promise<Config> {
  const problems: string[] = []
  const fromFile = await readFile(sources, problems)
  const names = new Set<string>(SETTINGS.map((setting) => setting.name))
  for (const name of [...Object.keys(fromFile), ...Object.keys(sources.flags)]) {
    if (!names.has(name)) problems.push(`${name}: there is no such setting.${nearest(name, names)}`)
  }
  const known = new Set([...OTHER_ENV, ...SETTINGS.flatMap((setting) => setting.env)])
  for (const name of Object.keys(sources.env)) {
    if (name.startsWith('MINTMARK_') && !name.startsWith('MINTMARK_TEST_') && !known.has(name)) {
      problems.push(`${name}: there is no such setting.${nearest(name, known)}`)
    }
  }
  const config: Record<string, unknown> = { mode }
  for (const setting of SETTINGS) {
    const env = setting.env.map((name) => sources.env[name]).find((value) => value !== undefined)
    const given = sources.flags[setting.name] ?? env ?? fromFile[setting.name]
    const absent = mode === 'dev' && 'dev' in setting ? setting.dev : setting.default
    const result = setting.schema.safeParse(given ?? absent)
    if (result.success) config[setting.name] = result.data
    else problems.push(`${setting.name}: ${explain(setting.expects, given, setting.isSecret)}`)
  }
  if (problems.length > 0) throw new ConfigError(problems)
  // Every name of the table was set by its own schema above.
  return config as Config
}

async function readFile(
  { file, env }: ConfigSources,
  problems: string[],
): Promise<Readonly<Record<string, unknown>>> {
  const path = file ?? env.MINTMARK_CONFIG ?? 'mintmark.yaml'
  if (!existsSync(path)) {
    if (file !== undefined || env.MINTMARK_CONFIG !== undefined) {
      problems.push(`config: there is no file ${path}.`)
    }
    return {}
  }
  // Loaded only where there is a file: most starts have none.
  const { parse } = await import('yaml')
  try {
    const tree: unknown = parse(readFileSync(path, 'utf8')) ?? {}
    return flatten(z.record(z.string(), z.unknown()).parse(tree))
  } catch (cause) {
    problems.push(
      `config: ${path} is not a YAML file of settings (${String(cause).slice(0, 120)}).`,
    )
    return {}
  }
}

/** `limits: { password_per_ip: 9 }` says the same as `limits.password_per_ip: 9`. */
function flatten(tree: Readonly<Record<string, unknown>>, prefix = ''): Record<string, unknown> {
  const flat: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(tree)) {
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value)
    if (isGroup) Object.assign(flat, flatten(value as Record<string, unknown>, `${prefix}${name}.`))
    else flat[`${prefix}${name}`] = value
  }
  return flat
}

function explain(expects: string, given: unknown, isSecret: boolean | undefined): string {
  if (given === undefined) return `it is missing; it must be ${expects}.`
  return isSecret
    ? `the value given is not right; it must be ${expects}.`
    : `${JSON.stringify(given)} is not right; it must be ${expects}.`
}

function nearest(name: string, names: ReadonlySet<string>): string {
  const tail = name.split(/[._]/).at(-1) ?? name
  const close = [...names].filter((one) => one.toLowerCase().includes(tail.toLowerCase()))
  return close.length === 0 ? '' : ` Did you mean ${close.slice(0, 3).join(' or ')}?`
}
