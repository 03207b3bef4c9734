import type { Command } from 'commander'
import { COMMANDS, programFor } from '../../server/cli/program.ts'

const OPENING = `# The command line

\`mintmark\` starts servers and manages them. In the repository it is \`npm run mintmark -- …\`.

What manages goes through the [management API](../operations/management-api.md): in its own process
on the local data folder, also while a server runs on it, or on another machine with \`--url\` and
\`--key\`. Every command takes \`--json\`. It ends with 0, with 1 when something was refused or
failed, and with 2 when it was called wrongly.`

const HELP_COLUMNS = 96

/** Every command, in the words of its own help. */
export async function cliPage(): Promise<string> {
  const parts = [OPENING]
  for (const [name] of COMMANDS) {
    const program = await programFor([name])
    const command = program.commands.find((one) => one.name() === name)
    if (command === undefined) continue
    parts.push(`## mintmark ${name}`, fenced(command))
    for (const below of command.commands) {
      if (below.name() !== 'help') parts.push(`### mintmark ${name} ${below.name()}`, fenced(below))
    }
  }
  return `${parts.join('\n\n')}\n`
}

function fenced(command: Command): string {
  const takesSettings = command.options.some((option) => option.long === '--master-key')
  if (takesSettings) {
    // Settings as flags have a page of their own; here they would bury the rest.
    return `${command.description()}. Every [setting](../config.md) is a flag of it.`
  }
  let text = ''
  const writeOut = (more: string): void => {
    text += more
  }
  command.configureOutput({ writeOut, getOutHelpWidth: () => HELP_COLUMNS })
  command.configureHelp({ helpWidth: HELP_COLUMNS })
  command.outputHelp()
  return `\`\`\`text\n${text.trimEnd()}\n\`\`\``
}
