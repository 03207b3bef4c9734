import { isoTime } from '../protocol/clock.ts'
import type { Introspection } from '../protocol/introspection.ts'
import type { ClientSummary } from '../store/clients.ts'
import type { Credential } from '../store/credentials.ts'
import type { AdminDeps } from './deps.ts'
import type { Revocable } from './find-revocable.ts'

/** Beyond this they are many, and counting on would make others wait. */
const FAMILIES_COUNTED_MAX = 10_000

export const ENDINGS = [
  'access_tokens',
  'refresh_families',
  'credential',
  'user_tokens',
  'embeds',
] as const

export interface Ending {
  readonly what: (typeof ENDINGS)[number]
  /** `undefined` where nobody can know it: access tokens are signed and not stored. */
  readonly count: number | undefined
  readonly words: string
}

/** Everything that would end with it, in counts where there are any and in words where not. */
export function endingsOf(deps: AdminDeps, found: Revocable): Promise<readonly Ending[]> {
  return 'credential' in found
    ? endingsOfCredential(deps, found.credential, found.client)
    : Promise.resolve(endingsOfToken(deps, found.token))
}

function endingsOfToken(deps: AdminDeps, token: Introspection): readonly Ending[] {
  switch (token.kind) {
    case 'access_token': {
      const end = token.expiresAt === undefined ? 'never' : isoTime(token.expiresAt)
      const words = `This access token and nothing else; it would have ended at ${end}.`
      return [{ what: 'access_tokens', count: 1, words }]
    }
    case 'refresh_token':
      return [
        {
          what: 'refresh_families',
          count: 1,
          words: 'Its whole family: no refresh token of it, older or newer, gives tokens any more.',
        },
        accessTokens(deps, token.client, 'of the family'),
      ]
    case 'subject_token':
      return [
        {
          what: 'user_tokens',
          count: 1,
          words: 'What this user agreed to: the client must ask again.',
        },
      ]
    default:
      return []
  }
}

async function endingsOfCredential(
  deps: AdminDeps,
  { id, kind }: Credential,
  client: ClientSummary | undefined,
): Promise<readonly Ending[]> {
  if (kind === 'management_key' || client === undefined) {
    const words = 'Nobody manages with this key any more; what was done with it stays.'
    return [{ what: 'credential', count: 1, words }]
  }
  const dialect = deps.dialects.find((one) => one.name === client.dialect)
  const now = deps.clock.now()
  const max = FAMILIES_COUNTED_MAX + 1
  const families = await deps.store.families.countOfCredential(id, now, max)
  const isMore = families > FAMILIES_COUNTED_MAX
  const isSubject = dialect?.rules.codeYields === 'subject_token'
  return [
    { what: 'credential', count: 1, words: 'The secret itself; other secrets of its client stay.' },
    {
      what: isSubject ? 'user_tokens' : 'refresh_families',
      count: Math.min(families, FAMILIES_COUNTED_MAX),
      words: isMore
        ? `More than ${FAMILIES_COUNTED_MAX}: everything that was ever got with it and lives.`
        : 'What was got with it and lives; their users or their clients must ask again.',
    },
    ...(dialect?.rules.refreshForm === 'signed'
      ? [
          {
            what: 'embeds',
            count: undefined,
            words: 'Every embed that it opened, whose refresh tokens are signed and not stored.',
          } as const,
        ]
      : []),
    accessTokens(deps, client, 'that were got with it'),
  ]
}

function accessTokens(
  { liveDialects, clock }: AdminDeps,
  client: Pick<ClientSummary, 'dialect' | 'accessTokenLifetimeSec'>,
  which: string,
): Ending {
  const rules = liveDialects.settled.get(client.dialect)
  const lifetimeSec = client.accessTokenLifetimeSec ?? rules?.accessTokenLifetimeSec ?? 0
  const end = isoTime(clock.now() + lifetimeSec)
  return {
    what: 'access_tokens',
    count: undefined,
    words:
      `The access tokens ${which}. They are signed and not stored, so nobody can count them; ` +
      `at today’s lifetime the last would have ended by ${end}.`,
  }
}
