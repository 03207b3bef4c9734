/** Roles that open the console, from the most to the least that they may. */
export const CONSOLE_ROLES = ['operator', 'organization_admin', 'developer', 'read_only'] as const
export type ConsoleRole = (typeof CONSOLE_ROLES)[number]

/** The highest of the roles that opens the console; other words in the list are for others. */
export function consoleRoleOf(roles: readonly string[]): ConsoleRole | undefined {
  return CONSOLE_ROLES.find((role) => roles.includes(role))
}
