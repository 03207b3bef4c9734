import type { Clock } from '../protocol/clock.ts'
import type { Random } from '../protocol/random.ts'
import type { Site } from '../protocol/site.ts'
import type { Invitation } from '../store/invitations.ts'
import type { Records } from '../store/records.ts'
import { formatCredential, parseCredential, randomSecret } from './format.ts'
import type { Secrets } from './secrets.ts'

const INVITATION_LIFETIME_SEC = 7 * 86_400
/** Whoever reads it becomes the operator, so it does not lie about for long. */
const FIRST_OPERATOR_LIFETIME_SEC = 86_400

export interface InvitationDeps {
  readonly secrets: Secrets
  readonly random: Random
  readonly clock: Clock
  readonly site: Pick<Site, 'baseUrl'>
}

/** Shown once; afterwards only the keyed hash of its token exists. */
export interface NewInvitation {
  readonly link: string
  readonly expiresAt: number
}

/** A link by which this user sets a password. Links of before end with it. */
export function inviteUser(
  records: Records,
  deps: InvitationDeps,
  userId: number,
): Promise<NewInvitation> {
  return invite(records, deps, userId, '/welcome', INVITATION_LIFETIME_SEC)
}

/** A link by which whoever holds it becomes the operator of a store that has none. */
export function inviteFirstOperator(
  records: Records,
  deps: InvitationDeps,
): Promise<NewInvitation> {
  return invite(records, deps, undefined, '/setup', FIRST_OPERATOR_LIFETIME_SEC)
}

/** The invitation that this token stands for, if it is still good. Looking does not use it up. */
export async function findInvitation(
  {
    store,
    secrets,
    clock,
  }: Pick<InvitationDeps, 'secrets' | 'clock'> & { store: Pick<Records, 'invitations'> },
  token: string | undefined,
): Promise<Invitation | undefined> {
  const parsed = token === undefined ? undefined : parseCredential(token)
  const id = parsed?.numbers[0]
  if (parsed?.kind !== 'iv' || id === undefined) return undefined
  const invitation = await store.invitations.loadLive(id, clock.now())
  const isRight = invitation !== undefined && secrets.matches(parsed.secret, invitation.secretHash)
  return isRight ? invitation : undefined
}

async function invite(
  records: Records,
  { secrets, random, clock, site }: InvitationDeps,
  userId: number | undefined,
  path: string,
  lifetimeSec: number,
): Promise<NewInvitation> {
  const secret = randomSecret(random)
  const createdAt = clock.now()
  const expiresAt = createdAt + lifetimeSec
  const secretHash = secrets.hash(secret)
  const id = await records.invitations.add({ userId, secretHash, createdAt, expiresAt })
  return { link: `${site.baseUrl}${path}?token=${formatCredential('iv', [id], secret)}`, expiresAt }
}
