import type { Command } from 'commander'
import type { Json } from '../api/client.ts'
import { apiCommand, askAll, type CommonOptions, given, listPath, rowsOf } from '../command.ts'
import { wholeNumber } from '../numbers.ts'
import { colors, fields, table } from '../output.ts'
import { readStdin } from '../stdin.ts'
import { fillUserActs, pathOf } from './user-acts.ts'

interface UserOptions extends CommonOptions {
  readonly email?: string
  readonly name?: string
  readonly role?: readonly string[]
  readonly passwordStdin?: boolean
  readonly kioskHost?: boolean
  readonly organization?: string
  readonly search?: string
}

const NAME = ['--name <name>', 'what people call this person'] as const
const PASSWORD = ['--password-stdin', 'read the password from standard input'] as const
const ROLES = [['--role <role>', 'a role, such as operator or global_admin']] as const

export function fillUser(group: Command): void {
  apiCommand<UserOptions>(
    group,
    {
      usage: 'create',
      summary: 'add a user; without --password-stdin a password is made and shown once',
      example: 'user create --email ann@example.com --name "Ann Example" --role operator',
      options: [
        ['--email <address>', 'what this person signs in with'],
        NAME,
        PASSWORD,
        ['--kiosk-host', 'a kiosk may act for this person'],
        ['--organization <id>', 'whose employee; the first one when left out'],
      ],
      repeated: ROLES,
    },
    async (api, _, options) => {
      const isMade = !options.passwordStdin
      const password = isMade ? await newPassword() : await readStdin()
      const user = await api.ask(
        'POST',
        '/users',
        given({
          email: options.email,
          name: options.name,
          password,
          roles: options.role,
          is_kiosk_host: options.kioskHost,
          organization_id: wholeNumber('--organization', options.organization),
        }),
      )
      return isMade ? { ...user, password } : user
    },
    (user) =>
      user.password === undefined
        ? fields(user)
        : `${fields(user)}\n${colors.yellow('Keep the password now: it is not shown again.')}`,
  )
  apiCommand<UserOptions>(
    group,
    {
      usage: 'list',
      summary: 'all users, newest first',
      example: 'user list --search ann',
      options: [['--search <text>', 'a part of the name, the address or the id']],
    },
    (api, _, { search: q }) => askAll(api, listPath('/users', { q })),
    (answer) => table(['id', 'email', 'enabled', 'roles', 'name'], rowsOf(answer)),
  )
  apiCommand(
    group,
    { usage: 'show <id>', summary: 'one user', example: 'user show usr_8c1F…' },
    (api, [id = '']) => api.ask('GET', pathOf(id)),
    fields,
  )
  apiCommand<UserOptions>(
    group,
    {
      usage: 'change <id>',
      summary: 'change a user; roles are replaced, a new password ends every sign-in',
      example: 'user change usr_8c1F… --role operator --role global_admin',
      options: [
        ['--email <address>', 'what this person signs in with from now on'],
        NAME,
        PASSWORD,
      ],
      repeated: ROLES,
    },
    async (api, [id = ''], { email, name, role: roles, passwordStdin }) => {
      const password = passwordStdin ? await readStdin() : undefined
      return api.ask('PATCH', pathOf(id), given({ email, name, roles, password }))
    },
    fields,
  )
  for (const [verb, enabled, summary] of [
    ['disable', false, 'refuse a user from now on and revoke everything agreed to'],
    ['enable', true, 'let a user in again; what was revoked stays revoked'],
  ] as const) {
    apiCommand(
      group,
      { usage: `${verb} <id>`, summary, example: `user ${verb} usr_8c1F…` },
      (api, [id = '']): Promise<Json> => api.ask('PATCH', pathOf(id), { enabled }),
      fields,
    )
  }
  fillUserActs(group)
}

async function newPassword(): Promise<string> {
  const { randomBytes } = await import('node:crypto')
  return randomBytes(15).toString('base64url')
}
