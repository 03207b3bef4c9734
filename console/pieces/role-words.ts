const WORDS: Readonly<Record<string, string>> = {
  operator: 'Operator',
  organization_admin: 'Organization administrator',
  developer: 'Developer',
  read_only: 'Read only',
}

/** The role that opens the console, in words. */
export function roleWords(role: string | null): string {
  return role === null ? 'No role' : (WORDS[role] ?? role)
}
