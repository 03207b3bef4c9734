import { consoleRoleOf } from '../protocol/roles.ts'
import { isCommon } from './common-passwords.ts'

export const PASSWORD_CHARACTERS_MIN = 8
/** What these people's passwords open is everybody's. */
export const CONSOLE_PASSWORD_CHARACTERS_MIN = 12
/** RFC 9106 allows more; nobody types more, and a longer one is only a way to burn our CPU. */
export const PASSWORD_BYTES_MAX = 1_024

/** Whose password it is to be. */
export interface PasswordHolder {
  readonly email: string
  readonly roles: readonly string[]
}

export type PasswordFault = 'too_short' | 'too_long' | 'is_address' | 'is_common'

/**
 * Length and what everybody tries first, as NIST SP 800-63B-4 §3.1.1.2 has it: rules about kinds
 * of characters only make people write `Password1!`.
 */
export function passwordFault(password: string, holder: PasswordHolder): PasswordFault | undefined {
  if ([...password].length < passwordCharactersMin(holder)) return 'too_short'
  if (Buffer.byteLength(password) > PASSWORD_BYTES_MAX) return 'too_long'
  const typed = password.trim().toLowerCase()
  const address = holder.email.toLowerCase()
  if (typed === address || typed === address.split('@')[0]) return 'is_address'
  return isCommon(password) ? 'is_common' : undefined
}

export function passwordCharactersMin({ roles }: Pick<PasswordHolder, 'roles'>): number {
  return consoleRoleOf(roles) === undefined
    ? PASSWORD_CHARACTERS_MIN
    : CONSOLE_PASSWORD_CHARACTERS_MIN
}

const ADVICE = 'A few words that do not belong together make a good one.'

/** Words that help; pages have their own, in the reader's language. */
export const PASSWORD_FAULTS: Readonly<
  Record<PasswordFault, (holder: Pick<PasswordHolder, 'roles'>) => string>
> = {
  too_short: (holder) =>
    `The password must have at least ${passwordCharactersMin(holder)} characters. ${ADVICE}`,
  too_long: () => `A password has at most ${PASSWORD_BYTES_MAX} bytes.`,
  is_address: () => 'The password is the e-mail address; choose one that nobody can know.',
  is_common: () => `This password is among the first that are guessed. ${ADVICE}`,
}
