import type { SettledRules } from '../grants/contract.ts'
import type { DialectSetting } from '../store/dialect-settings.ts'
import type { Store } from '../store/store.ts'
import { followTable } from './follow-table.ts'

export interface LiveDialects {
  /** The rules of each style as configured and as operators left them, for this very moment. */
  readonly settled: ReadonlyMap<string, SettledRules>
  /** Whether the style is served: off, its paths are not there and its tokens count nowhere. */
  isOn(dialect: string): boolean
  /** What operators changed of it. */
  settingOf(dialect: string): DialectSetting | undefined
  load(): Promise<void>
  /** Hears when any of it may be another than before. */
  onChange(listener: () => void): void
}

interface Parts {
  readonly store: Store
  /** The rules as the configuration left them; what is not in it is not served at all. */
  readonly configured: ReadonlyMap<string, SettledRules>
  readonly tokenLifetimeSecMax: number
  onError(cause: unknown): void
}

export function liveDialects(parts: Parts): LiveDialects {
  const { store, configured, tokenLifetimeSecMax } = parts
  const settled = new Map(configured)
  let settings: ReadonlyMap<string, DialectSetting> = new Map()
  const isOn = (dialect: string): boolean =>
    configured.has(dialect) && settings.get(dialect)?.isEnabled !== false

  const listeners: (() => void)[] = []
  const load = followTable({
    board: store.board,
    kind: 'dialect',
    read: () => store.dialectSettings.all(),
    apply(rows) {
      settings = new Map(rows.map((one) => [one.dialect, one]))
      for (const [dialect, rules] of configured) {
        settled.set(dialect, withSetting(rules, settings.get(dialect), tokenLifetimeSecMax))
      }
      for (const listener of listeners) listener()
    },
    onError: parts.onError,
  })
  return {
    settled,
    isOn,
    settingOf: (dialect) => settings.get(dialect),
    load,
    onChange: (listener) => void listeners.push(listener),
  }
}

/** Never longer than revocations are remembered, should the configuration have shortened that. */
function withSetting(
  rules: SettledRules,
  setting: DialectSetting | undefined,
  lifetimeSecMax: number,
): SettledRules {
  if (setting === undefined) return rules
  const within = (lifetimeSec: number | undefined, absent: number): number =>
    lifetimeSec === undefined ? absent : Math.min(lifetimeSec, lifetimeSecMax)
  return {
    ...rules,
    accessTokenLifetimeSec: within(setting.accessTokenLifetimeSec, rules.accessTokenLifetimeSec),
    refreshTokenLifetimeSec: within(setting.refreshTokenLifetimeSec, rules.refreshTokenLifetimeSec),
    codeLifetimeSec: within(setting.codeLifetimeSec, rules.codeLifetimeSec),
  }
}
