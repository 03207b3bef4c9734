import type { ConsoleRole } from '../../../server/protocol/roles.ts'

interface RoleWords<Value extends string> {
  readonly value: Value
  readonly title: string
  readonly words: string
}

/** Roles that open the console, from the most to the least that they may. */
export const CONSOLE_ROLES: readonly RoleWords<ConsoleRole>[] = [
  {
    value: 'operator',
    title: 'Operator',
    words: 'Everything, in every organization: styles, scopes and signing keys too.',
  },
  {
    value: 'organization_admin',
    title: 'Organization administrator',
    words: 'Everything of their own organization: people, credentials, agents, plans.',
  },
  {
    value: 'developer',
    title: 'Developer',
    words: 'Credentials and tokens of their own organization. Sees no people.',
  },
  {
    value: 'read_only',
    title: 'Read only',
    words: 'Looks at everything of their own organization and changes nothing.',
  },
]

/** Roles that software asks about. They open nothing in this console. */
export const DIRECTORY_ROLES: readonly RoleWords<string>[] = [
  {
    value: 'global_admin',
    title: 'Global Admin',
    words: 'May get tokens with e-mail and password: what an API user needs.',
  },
  { value: 'employee', title: 'Employee', words: 'Works here. No tokens by password.' },
  { value: 'agent', title: 'Agent', words: 'Takes calls in video rooms.' },
]

const TITLES: Readonly<Record<string, string>> = Object.fromEntries(
  [...CONSOLE_ROLES, ...DIRECTORY_ROLES].map(({ value, title }) => [value, title]),
)

export function titleOfRole(role: string): string {
  return TITLES[role] ?? role
}

export function isKnownRole(role: string): boolean {
  return role in TITLES
}

/** The one that counts where somebody has several. */
export function consoleRoleOf(roles: readonly string[]): ConsoleRole | undefined {
  return CONSOLE_ROLES.find(({ value }) => roles.includes(value))?.value
}

/** The list with another role for the console, or with none; all other roles stay. */
export function withConsoleRole(
  roles: readonly string[],
  role: ConsoleRole | undefined,
): readonly string[] {
  const others = roles.filter((one) => !CONSOLE_ROLES.some(({ value }) => value === one))
  return role === undefined ? others : [role, ...others]
}

/** How long a password must be at least: longer where it opens this console. */
export function passwordWords(roles: readonly string[]): string {
  const min = consoleRoleOf(roles) === undefined ? 8 : 12
  return `At least ${min} characters, and none that attackers try first.`
}
