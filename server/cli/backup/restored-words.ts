import type { Restoration } from '../../store/moving/restoration.ts'
import { colors, table } from '../output.ts'

const LISTED_MAX = 50

type Answer = Omit<Restoration, 'aside'> & {
  readonly store: string
  readonly made_at: string | null
  readonly aside: string | null
}

const CREDENTIALS: Readonly<Record<Restoration['credentials'], string>> = {
  carry: 'Credentials are those of the backup, without what the replaced store knew as ended:',
  keep: 'Credentials, clients, users and passwords are those of the backup.',
  end: 'Every secret, key, password and passkey has ended; clients without a secret are disabled.',
}

/** What was done, and what is left for the operator to do. */
export function wordsOfRestoration(answer: Answer): string {
  const { ended, carried } = answer
  const from = answer.made_at === null ? '' : ` from the backup of ${answer.made_at}`
  const parts = [
    `${answer.store} is restored${from}.`,
    answer.aside === null ? undefined : `What was there is kept: ${answer.aside}`,
    [
      'These ended, since they may have been revoked or used after the backup:',
      ...amounts({
        'signing keys; the first start makes new ones': ended.signing_keys,
        'families of refresh and user tokens': ended.families,
        'authorization codes': ended.codes,
        'sign-ins of browsers': ended.sign_ins,
        'links to set a password by': ended.invitations,
        rooms: ended.rooms,
        'waiting texts, which are not sent': ended.texts,
      }),
    ].join('\n'),
    [CREDENTIALS[answer.credentials], ...(carried === undefined ? [] : amountsOf(carried))].join(
      '\n',
    ),
    list('Alive again; end by hand what must not be:', answer.living_again),
    list('Made after the backup and lost; make them anew:', answer.lost),
    answer.sign_in_again.length === 0
      ? undefined
      : `Users of these clients must sign in and agree again:\n${table(
          ['client_id', 'families'],
          answer.sign_in_again.slice(0, LISTED_MAX),
        )}${more(answer.sign_in_again.length)}`,
    answer.credentials === 'end'
      ? colors.yellow('Give every client a new secret and every user a new password now.')
      : 'Machines need nothing but a new access token, which their next request gives them.',
  ]
  return parts.filter((part) => part !== undefined).join('\n\n')
}

function amountsOf(carried: NonNullable<Restoration['carried']>): readonly string[] {
  return amounts({
    'secrets and keys ended': carried.credentials,
    'clients disabled, deleted or narrowed': carried.clients,
    'users disabled, narrowed, or with the newer password': carried.users,
    'agents ended': carried.agents,
    'uses of plans ended': carried.plan_guests,
    'passkeys ended': carried.passkeys,
    'second factors as they are now': carried.second_factors,
    'recovery codes ended': carried.recovery_codes,
    'clients and agents that count in as few places as now': carried.limits,
    'styles switched off': carried.styles,
    'numbers that get no texts': carried.opt_outs,
    'APIs of the gateway as they are now, or switched off': carried.apis,
    'users deleted again': carried.deleted_users,
  })
}

function amounts(named: Readonly<Record<string, number>>): readonly string[] {
  const some = Object.entries(named).filter(([, count]) => count > 0)
  return some.length === 0 ? ['  nothing'] : some.map(([name, count]) => `  ${count} ${name}`)
}

function list(title: string, items: Restoration['living_again']): string | undefined {
  if (items.length === 0) return undefined
  const columns = ['kind', 'of', 'last_four', 'created_at', 'name']
  const rows = items.slice(0, LISTED_MAX).map((item) => ({ ...item }))
  return `${colors.yellow(title)}\n${table(columns, rows)}${more(items.length)}`
}

function more(count: number): string {
  const left = count - LISTED_MAX
  return left > 0 ? `\nand ${left} more; --json lists all of them.` : ''
}
