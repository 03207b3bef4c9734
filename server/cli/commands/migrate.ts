import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { DATABASE } from '../../core.ts'
import { openStore, readPendingMigrations } from '../../store/store.ts'
import { readLocalConfig } from '../local-config.ts'
import { say, sayJson } from '../output.ts'
import { addSettingsFlags, settingsFlags } from '../settings-flags.ts'

export function fillMigrate(command: Command): void {
  addSettingsFlags(command)
    .option('--plan', 'only list what would run')
    .option('--json', 'answer as JSON, for programs')
    .addHelpText('after', '\nExample:\n  $ mintmark migrate --plan')
    .action(async (options: Readonly<Record<string, unknown>>) => {
      const config = await readLocalConfig(settingsFlags(options))
      const file = join(config.data_dir, DATABASE)
      // A store that is not there yet must not come into being by being asked about.
      const pending = await readPendingMigrations({ file: existsSync(file) ? file : ':memory:' })
      const isPlan = options.plan === true
      if (!isPlan && pending.length > 0) {
        mkdirSync(config.data_dir, { recursive: true, mode: 0o700 })
        await (await openStore({ file })).close()
      }
      if (options.json === true) sayJson({ file, pending, applied: isPlan ? [] : pending })
      else say(words(file, pending, isPlan))
    })
}

function words(file: string, pending: readonly string[], isPlan: boolean): string {
  if (pending.length === 0) return `${file} is up to date.`
  const list = pending.map((name) => `  ${name}`).join('\n')
  return isPlan ? `Would run on ${file}:\n${list}` : `${file} is up to date. It ran:\n${list}`
}
