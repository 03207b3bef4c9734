import type { Client, Subject } from '../protocol/client.ts'
import type { Introspection } from '../protocol/introspection.ts'
import type { NoticeKind } from '../store/notices.ts'
import type { Records } from '../store/records.ts'

// Another node's clock may be ahead, and until it has heard of an end, it issues. So what never
// comes back is dead whenever its tokens were issued; what may come back is dead a little longer.
const SPREAD_SEC = 1

/**
 * Ends what a token stands for, by id and never by the presented text: a refresh or subject token
 * ends its whole family, an access token itself alone (RFC 7009 §2.1).
 */
export async function revokeIntrospected(
  records: Records,
  found: Introspection,
  now: number,
  lifetimeSecMax: number,
): Promise<void> {
  if (found.kind === 'access_token') {
    if (found.tokenId === undefined || found.expiresAt === undefined) return
    const { tokenId, expiresAt } = found
    await revoke(records, 'token', tokenId, expiresAt, expiresAt)
    return
  }
  if (found.familyId === undefined) return
  await revokeFamily(records, found.familyId, now, lifetimeSecMax)
}

export async function revokeFamily(
  records: Records,
  familyId: string,
  now: number,
  lifetimeSecMax: number,
): Promise<void> {
  // A family without a row lives in signed tokens only; its notice is all there is to write.
  const row = Number(familyId)
  if (Number.isSafeInteger(row)) await records.families.revoke(row, now)
  const end = now + lifetimeSecMax
  await revoke(records, 'family', familyId, end, end)
}

/** Everything that the client ever got. */
export async function revokeClient(
  records: Records,
  client: Client,
  now: number,
  lifetimeSecMax: number,
): Promise<void> {
  await records.families.revokeAll('client', client.id, now + SPREAD_SEC)
  await revoke(records, 'client', client.clientId, now + SPREAD_SEC, now + lifetimeSecMax)
}

/** Everything that the user ever agreed to, and every browser in which that user is signed in. */
export async function revokeUser(
  records: Records,
  user: Subject,
  now: number,
  lifetimeSecMax: number,
): Promise<void> {
  await records.families.revokeAll('user', user.id, now + SPREAD_SEC)
  await records.signIns.removeOfUser(user.id)
  await revoke(records, 'user', user.publicId, now + SPREAD_SEC, now + lifetimeSecMax)
}

/**
 * What one user agreed to for one client: codes, refresh and subject tokens through the root,
 * signed tokens through the notice. To agree again counts as soon as the spread is over.
 */
export async function revokeConsent(
  records: Records,
  client: Pick<Client, 'id' | 'clientId'>,
  user: Subject,
  now: number,
  lifetimeSecMax: number,
): Promise<void> {
  await records.families.revokeAll('consent', `${client.id} ${user.id}`, now + SPREAD_SEC)
  const target = consentOf(client.clientId, user.publicId)
  await revoke(records, 'consent', target, now + SPREAD_SEC, now + lifetimeSecMax)
}

export function consentOf(clientId: string, userId: string): string {
  return `${clientId} ${userId}`
}

/** Every token that is bound to the agent. */
export async function revokeAgent(
  records: Records,
  agentId: number,
  now: number,
  lifetimeSecMax: number,
): Promise<void> {
  await revoke(records, 'agent', String(agentId), now + SPREAD_SEC, now + lifetimeSecMax)
}

/** One credential, and everything that was issued against it. */
export async function revokeCredential(
  records: Records,
  credentialId: number,
  client: Client | undefined,
  now: number,
  lifetimeSecMax: number,
): Promise<boolean> {
  const isNew = await records.credentials.revoke(credentialId, now)
  await records.families.revokeAll('credential', credentialId, now + SPREAD_SEC)
  const end = now + lifetimeSecMax
  await revoke(records, 'credential', String(credentialId), end, end)
  if (client !== undefined) await noteClientChanged(records, client.clientId, now)
  return isNew
}

/** What any node remembers of this client is stale. */
export function noteClientChanged(records: Records, clientId: string, now: number): Promise<void> {
  return noteChanged(records, 'client', clientId, now)
}

/** What any node remembers of the target is stale. */
export function noteChanged(
  records: Records,
  kind: NoticeKind,
  target: string,
  now: number,
): Promise<void> {
  const expiresAt = now + CHANGE_NOTICE_KEPT_SEC
  return records.notices.add({ topic: 'changed', kind, target, at: now, expiresAt })
}

/** Longer than a node can be away from the notices and still go on from where it was. */
const CHANGE_NOTICE_KEPT_SEC = 3_600

function revoke(
  records: Records,
  kind: NoticeKind,
  target: string,
  at: number,
  expiresAt: number,
): Promise<void> {
  return records.notices.add({ topic: 'revoked', kind, target, at, expiresAt })
}
