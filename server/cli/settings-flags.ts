import type { Command } from 'commander'
import { SETTINGS, type SettingName } from '../settings.ts'
import { usage } from './errors.ts'

const CONFIG = '--config <file>'

/** A flag for every row of the settings' table. */
export function addSettingsFlags(command: Command): Command {
  command.option(CONFIG, 'the settings’ file; mintmark.yaml when left out (or MINTMARK_CONFIG)')
  for (const { name, env, doc, expects, isSecret } of SETTINGS) {
    const [variable] = env
    const place = variable === undefined ? '' : ` (or ${variable})`
    const warning = isSecret ? ' Others on this machine see flags: prefer the variable.' : ''
    const words = `${doc}${warning} Must be ${expects}.${place}`
    command.option(`--${flagOf(name)} <value>`, words)
  }
  return command
}

export interface SettingsFlags {
  readonly flags: Readonly<Record<string, unknown>>
  readonly file: string | undefined
}

/** Only what was given: absent flags leave the word to environment, file and default. */
export function settingsFlags(
  options: Readonly<Record<string, unknown>>,
  names: readonly SettingName[] = SETTINGS.map((setting) => setting.name),
): SettingsFlags {
  const flags: Record<string, unknown> = {}
  for (const name of names) {
    const value = options[keyOf(name)]
    if (typeof value === 'string') flags[name] = parseFlag(flagOf(name), value)
  }
  return { flags, file: typeof options.config === 'string' ? options.config : undefined }
}

export function flagOf(name: SettingName): string {
  return name.replaceAll(/[._]/g, '-')
}

/** Where Commander keeps it. */
function keyOf(name: SettingName): string {
  return flagOf(name).replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

/** Lists of things are given as JSON. */
function parseFlag(flag: string, text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    throw usage(`--${flag} begins like JSON, but is none.`)
  }
}
