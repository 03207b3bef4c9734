import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import type { Command } from 'commander'
import { type Config, type Mode, readConfig } from '../../config.ts'
import { report } from '../errors.ts'
import { say, sayJson } from '../output.ts'
import { addSettingsFlags, settingsFlags } from '../settings-flags.ts'

/** Above what the server itself takes to answer what it has accepted, once balancers know. */
const STOP_MS_MAX = 7_500
const SIGNALS = { SIGINT: 2, SIGTERM: 15 } as const

export function fillDev(command: Command): void {
  fill(command, 'dev', 'dev --port 8081 --data-dir .mintmark')
}

export function fillServe(command: Command): void {
  fill(command, 'serve', 'serve --base-url https://mint.example.com --host 127.0.0.1')
}

function fill(command: Command, mode: Mode, example: string): void {
  addSettingsFlags(command)
    .option('--json', 'say where it serves as JSON, for programs')
    .addHelpText('after', `\nExample:\n  $ mintmark ${example}`)
    .action(async (options: Readonly<Record<string, unknown>>) => {
      const config = await readConfig(mode, { ...settingsFlags(options), env: process.env })
      await serve(config, options.json === true)
    })
}

async function serve(config: Config, isJson: boolean): Promise<void> {
  // On one core the collector's helpers would only take turns with it.
  if (availableParallelism() === 1) setFlagsFromString('--no-parallel-scavenge')
  const { start } = await import('../../main.ts')
  const running = await start(config)
  endOnSignals(() => running.stop(), config.shutdown_delay_sec * 1_000 + STOP_MS_MAX)
  if (!isJson) return say(running.greeting)
  const demoFile = config.mode === 'dev' ? join(config.data_dir, 'demo.json') : null
  const setupLink = running.setupLink ?? null
  sayJson({ base_url: running.baseUrl, demo_file: demoFile, setup_link: setupLink })
}

/** The first signal lets what was accepted be answered; the second ends at once. */
function endOnSignals(stop: () => Promise<void>, stopMsMax: number): void {
  let isStopping = false
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (isStopping) process.exit(128 + number)
      isStopping = true
      setTimeout(() => process.exit(1), stopMsMax).unref()
      stop().then(
        () => process.exit(0),
        (thrown: unknown) => process.exit(report(thrown, false)),
      )
    })
  }
}
