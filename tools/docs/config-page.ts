import { flagOf } from '../../server/cli/settings-flags.ts'
import { SETTINGS, type SettingName } from '../../server/settings.ts'
import { code, inCell, table } from './markdown.ts'

interface Row {
  readonly name: SettingName
  readonly env: readonly string[]
  readonly default: unknown
  readonly dev?: unknown
  readonly expects: string
  readonly doc: string
  readonly isSecret?: boolean
}

const OPENING = `# Settings

Each setting is given as a flag, as an environment variable, or in a file. A flag wins over the
environment, the environment over the file, the file over the default.

\`\`\`sh ignore
mintmark serve --port 9000
MINTMARK_PORT=9000 mintmark serve
mintmark serve --config ./mintmark.yaml
\`\`\`

The file is \`mintmark.yaml\` in the working folder, or the one that \`--config\` or
\`MINTMARK_CONFIG\` names. Its names are those of the headings below; a dot may be a level:

\`\`\`yaml
port: 9000
limits:
  password_per_account: 10
lifetimes.standard.access_token_sec: 600
\`\`\`

An unknown name and a wrong value end the start. All of them are told at once, each with what would
be right. Lists of words are separated by commas or spaces in flags and environment, and are lists
in the file. Regions are JSON in a flag.`

/** Every setting, as the table in the code has it. */
export function configPage(): string {
  const rows: readonly Row[] = SETTINGS
  const isLifetime = ({ name }: Row): boolean => name.startsWith('lifetimes.')
  const settings = rows.filter((row) => !isLifetime(row))
  const lifetimes = rows.filter(isLifetime)
  return [
    OPENING,
    settings.map(section).join('\n\n'),
    `## Lifetimes

Each style's defaults, with the sentence that they come from. A style without such a token has no
such setting. The flags are as above, such as \`--lifetimes-standard-code-sec\`. A client may have
an access token lifetime of its own.

${table(['setting', 'environment', 'seconds', 'from'], lifetimes.map(lifetimeCells))}`,
    '',
  ].join('\n\n')
}

function section(row: Row): string {
  const env = row.env.length === 0 ? 'none' : row.env.map(code).join(' or ')
  const dev = row.dev === undefined ? '' : `\n- in dev mode: ${value(row.dev)}`
  const secret = row.isSecret ? '\n- secret: it is never printed or logged' : ''
  return `## ${row.name}

${inCell(row.doc)}

- flag: \`--${flagOf(row.name)}\`
- environment: ${env}
- default: ${value(row.default)}${dev}
- it must be ${inCell(row.expects)}${secret}`
}

function lifetimeCells(row: Row): readonly string[] {
  const from = /“(.*)”/.exec(row.doc)?.[1] ?? row.doc
  return [code(row.name), row.env.map(code).join(' '), code(String(row.default)), inCell(from)]
}

function value(given: unknown): string {
  if (given === '') return 'none'
  return code(typeof given === 'object' ? JSON.stringify(given) : String(given))
}
