import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import type { Command } from 'commander'
import { storeAddressOf } from '../../core.ts'
import { type PlannedStep, readPlan } from '../../store/migrations/plan.ts'
import { openStore } from '../../store/store.ts'
import { readLocalConfig } from '../local-config.ts'
import { colors, say, sayJson } from '../output.ts'
import { addSettingsFlags, settingsFlags } from '../settings-flags.ts'
import { placeOf } from '../store-place.ts'

export function fillMigrate(command: Command): void {
  addSettingsFlags(command)
    .option('--plan', 'only show the SQL that would run')
    .option('--json', 'answer as JSON, for programs')
    .addHelpText('after', '\nExample:\n  $ mintmark migrate --plan')
    .action(async (options: Readonly<Record<string, unknown>>) => {
      const config = await readLocalConfig(settingsFlags(options))
      const isPlan = options.plan === true
      const { address: atOnce, name } = placeOf(config)
      // A deployment may start the database and this command together.
      const address = isPlan ? atOnce : storeAddressOf({ config, onStoreError: () => {} })
      // A store that is not there yet must not come into being by being asked about.
      const isMissing = 'file' in address && !existsSync(address.file)
      const plan = await readPlan(isMissing ? { file: ':memory:' } : address)
      const pending = plan.map((step) => step.name)
      if (!isPlan && pending.length > 0) {
        if ('file' in address && isMissing) makeFile(config.data_dir, address.file)
        await (await openStore(address)).close()
      }
      const applied = isPlan ? [] : pending
      if (options.json === true) sayJson({ store: name, pending, applied, plan })
      else say(isPlan ? planned(name, plan) : ran(name, applied))
    })
}

/** For its owner alone, from the start. */
function makeFile(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  closeSync(openSync(file, 'a', 0o600))
}

function planned(name: string, plan: readonly PlannedStep[]): string {
  if (plan.length === 0) return `${name} is up to date.`
  const steps = plan.map((step) =>
    [colors.dim(`-- ${step.name}`), ...step.statements.map((one) => `${one};`)].join('\n'),
  )
  return [`-- Would run on ${name}:`, ...steps].join('\n\n')
}

function ran(name: string, applied: readonly string[]): string {
  if (applied.length === 0) return `${name} is up to date.`
  return `${name} is up to date. It ran:\n${applied.map((one) => `  ${one}`).join('\n')}`
}
