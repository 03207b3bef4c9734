import type { Executor } from './engine.ts'
import type { DialectSettingTable } from './schema.ts'
import { statement } from './statement.ts'

/** What operators changed of a style while it was served; `undefined` is as configured. */
export interface DialectSetting {
  readonly dialect: string
  readonly isEnabled: boolean
  readonly accessTokenLifetimeSec: number | undefined
  readonly refreshTokenLifetimeSec: number | undefined
  readonly codeLifetimeSec: number | undefined
  readonly updatedAt: number
}

const all = statement<Record<never, never>>()((db) =>
  db.selectFrom('dialect_settings').selectAll().orderBy('dialect'),
)

const byDialect = statement<{ dialect: string }>()((db, p) =>
  db.selectFrom('dialect_settings').selectAll().where('dialect', '=', p.dialect),
)

const put = statement<DialectSettingTable>()((db, p) => {
  const changed = {
    is_enabled: p.is_enabled,
    access_token_lifetime_sec: p.access_token_lifetime_sec,
    refresh_token_lifetime_sec: p.refresh_token_lifetime_sec,
    code_lifetime_sec: p.code_lifetime_sec,
    updated_at: p.updated_at,
  }
  return db
    .insertInto('dialect_settings')
    .values({ dialect: p.dialect, ...changed })
    .onConflict((c) => c.column('dialect').doUpdateSet(changed))
})

export function dialectSettings(executor: Executor) {
  return {
    async all(): Promise<DialectSetting[]> {
      return (await executor.all(all, {})).map(fromRow)
    },
    async load(dialect: string): Promise<DialectSetting | undefined> {
      const row = await executor.first(byDialect, { dialect })
      return row && fromRow(row)
    },
    async put(setting: DialectSetting): Promise<void> {
      await executor.run(put, {
        dialect: setting.dialect,
        is_enabled: setting.isEnabled ? 1 : 0,
        access_token_lifetime_sec: setting.accessTokenLifetimeSec ?? null,
        refresh_token_lifetime_sec: setting.refreshTokenLifetimeSec ?? null,
        code_lifetime_sec: setting.codeLifetimeSec ?? null,
        updated_at: setting.updatedAt,
      })
    },
  }
}

function fromRow(row: DialectSettingTable): DialectSetting {
  return {
    dialect: row.dialect,
    isEnabled: row.is_enabled === 1,
    accessTokenLifetimeSec: row.access_token_lifetime_sec ?? undefined,
    refreshTokenLifetimeSec: row.refresh_token_lifetime_sec ?? undefined,
    codeLifetimeSec: row.code_lifetime_sec ?? undefined,
    updatedAt: row.updated_at,
  }
}
