import { Command, CommanderError } from 'commander'
import { report } from './errors.ts'

const EXIT_USAGE = 2

type Fill = (command: Command) => void | Promise<void>

/** Every command, one line each. What a line loads, it loads when it is asked for. */
export const COMMANDS: readonly (readonly [
  name: string,
  summary: string,
  load: () => Promise<Fill>,
])[] = [
  [
    'dev',
    'start a demo platform on this machine, with a clock that tests can move',
    async () => (await import('./commands/start.ts')).fillDev,
  ],
  ['serve', 'start for production', async () => (await import('./commands/start.ts')).fillServe],
  [
    'doctor',
    'look for what would keep Mintmark from serving well',
    async () => (await import('./commands/doctor.ts')).fillDoctor,
  ],
  [
    'migrate',
    'bring the store up to this release’s schema',
    async () => (await import('./commands/migrate.ts')).fillMigrate,
  ],
  [
    'copy',
    'move everything to another store, such as from the embedded one to PostgreSQL',
    async () => (await import('./commands/copy.ts')).fillCopy,
  ],
  [
    'backup',
    'take a consistent copy while serving, encrypted if asked',
    async () => (await import('./commands/backup.ts')).fillBackup,
  ],
  [
    'restore',
    'bring back a backup, and nothing to life that had ended',
    async () => (await import('./commands/restore.ts')).fillRestore,
  ],
  [
    'client',
    'register, change and end the software that asks for tokens',
    async () => (await import('./commands/client.ts')).fillClient,
  ],
  [
    'key',
    'rotate signing keys; make and revoke management keys',
    async () => (await import('./commands/key.ts')).fillKey,
  ],
  [
    'user',
    'add, change and disable the people who sign in',
    async () => (await import('./commands/user.ts')).fillUser,
  ],
  [
    'operator',
    'get into the console of a store that you can reach: a link to become its operator',
    async () => (await import('./commands/operator.ts')).fillOperator,
  ],
  [
    'agent',
    'add, change and switch off the agents that embed tokens open',
    async () => (await import('./commands/agent.ts')).fillAgent,
  ],
  [
    'plan',
    'add, rename and delete plans, and say who may manage them as a guest',
    async () => (await import('./commands/plan.ts')).fillPlan,
  ],
  [
    'room',
    'look at the rooms that clients opened, and end them',
    async () => (await import('./commands/room.ts')).fillRoom,
  ],
  [
    'text',
    'see what became of texts to guests, decide about dead ones, stop all of them',
    async () => (await import('./commands/text.ts')).fillText,
  ],
  [
    'organization',
    'add and rename the organizations whose clients, users and agents those are',
    async () => (await import('./commands/organization.ts')).fillOrganization,
  ],
  [
    'token',
    'get, introspect, revoke and explain tokens',
    async () => (await import('./commands/token.ts')).fillToken,
  ],
  [
    'dialect',
    'switch styles off and on, and override their lifetimes',
    async () => (await import('./commands/dialect.ts')).fillDialect,
  ],
  [
    'region',
    'the host names by which tokens and APIs are reached',
    async () => (await import('./commands/region.ts')).fillRegion,
  ],
  [
    'api',
    'the APIs that the gateway protects: add, change, switch off, remove',
    async () => (await import('./commands/api.ts')).fillApi,
  ],
  [
    'routes',
    'what the gateway lets through: import it from OpenAPI, list it, try it out',
    async () => (await import('./commands/routes.ts')).fillRoutes,
  ],
  [
    'block',
    'see who has used up their attempts, and let them try again',
    async () => (await import('./commands/block.ts')).fillBlock,
  ],
  [
    'overview',
    'what was issued and refused, why, and how quickly',
    async () => (await import('./commands/overview.ts')).fillOverview,
  ],
  [
    'audit',
    'read the record of every decision',
    async () => (await import('./commands/audit.ts')).fillAudit,
  ],
]

/** The exit code; `undefined` where a server has started and goes on. */
export async function run(args: readonly string[]): Promise<number | undefined> {
  try {
    const program = await programFor(args)
    await program.parseAsync([...args], { from: 'user' })
    return isServer(args) ? undefined : 0
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : EXIT_USAGE
    return report(thrown, args.includes('--json'))
  }
}

export async function programFor(args: readonly string[]): Promise<Command> {
  const program = new Command('mintmark')
    .description('A self-hosted token server: one mint for every kind of token.')
    .exitOverride()
    .showHelpAfterError('(add --help for what there is, with examples)')
    .helpCommand(true)
    .addHelpText('after', '\nExample:\n  $ mintmark dev')
  for (const [name, summary, load] of COMMANDS) {
    const command = program.command(name).description(summary).copyInheritedSettings(program)
    if (!args.includes(name)) continue
    const fill = await load()
    await fill(command)
    const [first] = command.commands
    if (first !== undefined) {
      command.addHelpText('after', `\nExample:\n  $ mintmark ${name} ${first.name()} --help`)
    }
  }
  return program
}

function isServer(args: readonly string[]): boolean {
  const [first] = args
  const wantsHelp = args.includes('--help') || args.includes('-h')
  return (first === 'dev' || first === 'serve') && !wantsHelp
}
