import type { Command } from 'commander'
import { decisionOn } from '../../audit/trail.ts'
import type { Core } from '../../core.ts'
import { linkForFirstOperator, OPERATOR } from '../../credentials/first-operator.ts'
import { inviteUser, type NewInvitation } from '../../credentials/invitations.ts'
import { isoTime } from '../../protocol/clock.ts'
import type { Records } from '../../store/records.ts'
import type { User } from '../../store/users.ts'
import { type CommonOptions, describe } from '../command.ts'
import { CliError } from '../errors.ts'
import { demandStore, readLocalConfig } from '../local-config.ts'
import { colors, say, sayJson } from '../output.ts'
import { settingsFlags } from '../settings-flags.ts'

interface LinkOptions extends CommonOptions {
  readonly email?: string
  readonly resetSecondFactor?: boolean
}

/** Whoever can read the store's settings can do everything; here they need no password for it. */
export function fillOperator(group: Command): void {
  describe(group, {
    usage: 'link',
    summary:
      'a one-time link by which the first operator is made, or, with --email, one who is locked ' +
      'out sets a new password',
    example: 'operator link --email ann@example.com --reset-second-factor',
    options: [
      ['--email <address>', 'an operator who is there already'],
      ['--reset-second-factor', 'take away the second factor and passkeys, which were lost'],
      ['--base-url <address>', 'where the link leads (or MINTMARK_BASE_URL)'],
      ['--data-dir <folder>', 'the local data folder (or MINTMARK_DATA_DIR)'],
      ['--config <file>', 'the settings’ file (or MINTMARK_CONFIG)'],
    ],
  }).action(async (options: LinkOptions) => {
    const config = await readLocalConfig(settingsFlags(options, ['data_dir', 'base_url']))
    await demandStore(config)
    if (config.mode === 'serve' && config.base_url === '') {
      throw new CliError(
        'Nobody said where people reach this server.',
        'Give its address with --base-url https://mint.example.com or MINTMARK_BASE_URL.',
      )
    }
    const { openLocalCore } = await import('../api/local.ts')
    const core = await openLocalCore({ ...config, database_wait_sec: 0 })
    try {
      const made = await core.store.transaction((records) => linkFor(records, core, options))
      const answer = { link: made.link, expires_at: isoTime(made.expiresAt) }
      if (options.json) sayJson(answer)
      else say(wordsOf(answer))
    } finally {
      await core.close()
    }
  })
}

async function linkFor(
  records: Records,
  core: Core,
  { email, resetSecondFactor }: LinkOptions,
): Promise<NewInvitation> {
  if (email === undefined) {
    const made = await linkForFirstOperator(records, core)
    if (made !== undefined) return made
    throw new CliError(
      'There is an operator already.',
      'One who is locked out gets a link with --email <address>.',
    )
  }
  const operator = await demandOperator(records, email)
  if (resetSecondFactor) {
    await records.secondFactors.remove(operator.id)
    // They are on the device that was lost as well, and it may still be signed in.
    await records.passkeys.removeOfUser(operator.id)
    await records.signIns.removeOfUser(operator.id)
  }
  const detail = resetSecondFactor ? 'command line; second factor reset' : 'command line'
  const decision = { action: 'account.link', outcome: 'granted', userId: operator.id, detail }
  await core.audit.append(records, decisionOn({ ip: undefined, requestId: undefined }, decision))
  return inviteUser(records, core, operator.id)
}

async function demandOperator({ users }: Records, email: string): Promise<User> {
  const user = await users.loadByEmail(email)
  if (user?.isEnabled && user.roles.includes(OPERATOR)) return user
  throw new CliError(
    'There is no enabled operator with this e-mail address.',
    '`mintmark user list` shows who there is.',
  )
}

function wordsOf({ link, expires_at }: { link: string; expires_at: string }): string {
  const warning = 'Whoever opens it first has it: hand it to nobody else, write it down nowhere.'
  return `${link}\n\nGood once, until ${expires_at}. ${colors.yellow(warning)}`
}
