import { isoTime } from '../../protocol/clock.ts'
import type { Db } from './place.ts'
import {
  type ClientStanding,
  type CredentialStanding,
  isLive,
  readClients,
  readCredentials,
  readUsers,
  type Standing,
  type UserStanding,
} from './standing.ts'

/** A way to get in, as an operator knows it. */
export interface CredentialItem {
  readonly kind: string
  /** Its client or user; a management key has none. */
  readonly of: string | null
  readonly name: string | null
  readonly last_four: string | null
  readonly created_at: string
}

/** Every way in ends that a backup could bring back, people's and programs' alike. */
export async function endCredentials(db: Db, at: number): Promise<void> {
  await db
    .updateTable('credentials')
    .set({ revoked_at: at })
    .where('revoked_at', 'is', null)
    .execute()
  await db.updateTable('users').set({ password_hash: null }).execute()
  await db.deleteFrom('passkeys').execute()
  await db.updateTable('clients').set({ is_enabled: 0 }).where('is_public', '=', 1).execute()
}

/** What is alive here and had ended in the store of later; without one, all that is alive. */
export async function livingAgain(
  db: Db,
  later: Standing | undefined,
  at: number,
): Promise<readonly CredentialItem[]> {
  const clients = new Map((await readClients(db)).map((one) => [one.id, one]))
  const endedCredential = (one: CredentialStanding) => {
    const now = later?.credentials.get(one.id)
    return now === undefined || !isLive(now, at)
  }
  const endedClient = (one: ClientStanding) => {
    const now = later?.clients.get(one.id)
    return now === undefined || !isOpen(now)
  }
  const endedUser = (one: UserStanding) => {
    const now = later?.users.get(one.id)
    return now?.is_enabled !== 1 || now.password_hash !== one.password_hash
  }
  return [
    ...(await readCredentials(db))
      .filter((one) => isLive(one, at) && endedCredential(one))
      .map((one) => ofCredential(one, clients)),
    ...[...clients.values()].filter((one) => isOpen(one) && endedClient(one)).map(ofClient),
    ...(await readUsers(db)).filter((one) => one.is_enabled === 1 && endedUser(one)).map(ofUser),
    ...(await readPasskeys(db))
      .filter(({ id }) => !later?.factors?.passkeys.has(id))
      .map(ofPasskey),
  ]
}

/** What is alive in the other store and is not here at all. */
export async function lostWith(
  db: Db,
  other: Standing,
  at: number,
): Promise<readonly CredentialItem[]> {
  const ids = async (rows: Promise<readonly { id: number }[]>) =>
    new Set((await rows).map((one) => one.id))
  const credentials = await ids(readCredentials(db))
  const clients = await ids(readClients(db))
  const users = await ids(readUsers(db))
  const isLost = (known: ReadonlySet<number>) => (one: { id: number }) => !known.has(one.id)
  return [
    ...[...other.clients.values()].filter(isLost(clients)).filter(isOpen).map(ofClient),
    ...[...other.credentials.values()]
      .filter(isLost(credentials))
      .filter((one) => isLive(one, at))
      .map((one) => ofCredential(one, other.clients)),
    ...[...other.users.values()]
      .filter(isLost(users))
      .filter((one) => one.is_enabled === 1)
      .map(ofUser),
  ]
}

function readPasskeys(db: Db) {
  return db
    .selectFrom('passkeys')
    .innerJoin('users', 'users.id', 'passkeys.user_id')
    .select(['passkeys.id', 'passkeys.name', 'passkeys.created_at', 'users.email'])
    .orderBy('passkeys.id')
    .execute()
}

function ofPasskey(one: Awaited<ReturnType<typeof readPasskeys>>[number]): CredentialItem {
  return {
    kind: 'passkey',
    of: one.email,
    name: one.name,
    last_four: null,
    created_at: isoTime(one.created_at),
  }
}

function isOpen(client: ClientStanding): boolean {
  return client.is_enabled === 1 && client.deleted_at === null
}

function ofCredential(
  one: CredentialStanding,
  clients: ReadonlyMap<number, ClientStanding>,
): CredentialItem {
  const client = one.client_row === null ? undefined : clients.get(one.client_row)
  return {
    kind: one.kind,
    of: client?.client_id ?? null,
    name: one.name ?? client?.name ?? null,
    last_four: one.last_four,
    created_at: isoTime(one.created_at),
  }
}

function ofClient(one: ClientStanding): CredentialItem {
  return {
    kind: 'client',
    of: one.client_id,
    name: one.name,
    last_four: null,
    created_at: isoTime(one.created_at),
  }
}

function ofUser(one: UserStanding): CredentialItem {
  return {
    kind: 'user',
    of: one.email,
    name: null,
    last_four: null,
    created_at: isoTime(one.created_at),
  }
}
