import type { Command } from 'commander'
import type { Mode } from '../../config.ts'
import { examine, type Finding } from '../doctor/index.ts'
import { CliError, usage } from '../errors.ts'
import { colors, say, sayJson } from '../output.ts'
import { addSettingsFlags, settingsFlags } from '../settings-flags.ts'

export function fillDoctor(command: Command): void {
  addSettingsFlags(command)
    .option('--mode <mode>', 'look at it as `dev` or as `serve`; guessed when left out')
    .option('--json', 'answer as JSON, for programs')
    .addHelpText('after', '\nExample:\n  $ mintmark doctor --mode serve')
    .action(async (options: Readonly<Record<string, unknown>>) => {
      const findings = await examine(settingsFlags(options), modeOf(options.mode))
      const failed = findings.filter((one) => one.status === 'fail')
      if (options.json === true) sayJson({ healthy: failed.length === 0, findings })
      else say(findings.map(line).join('\n'))
      if (failed.length === 0) return
      const names = failed.map((one) => one.name).join(', ')
      throw new CliError(`Something keeps it from serving well: ${names}.`)
    })
}

function modeOf(given: unknown): Mode | undefined {
  if (given === undefined || given === 'dev' || given === 'serve') return given
  throw usage('--mode must be dev or serve.')
}

const MARKS = {
  ok: colors.green('✓'),
  warn: colors.yellow('!'),
  fail: colors.red('✗'),
} as const

function line({ status, name, words, advice }: Finding): string {
  const first = `${MARKS[status]} ${name}: ${words}`
  return advice === undefined ? first : `${first}\n    ${colors.dim(advice)}`
}
