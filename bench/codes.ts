import { createHash, randomBytes } from 'node:crypto'
import { formatCredential } from '../server/credentials/format.ts'
import { openEngine } from '../server/store/store.ts'
import { addressOf, secretsIn } from './growth/stores.ts'
import type { BenchServer } from './server.ts'

const LIFETIME_SEC = 86_400
const ROWS_PER_STATEMENT = 500
const SECRET_BYTES = 14

/** One for all codes; each exchange proves that it knows it (RFC 7636). */
export const VERIFIER = randomBytes(32).toString('base64url')
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

/** Whose codes they are; each of the demo's styles with a code flow says so. */
export interface CodeOwner {
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly redirectUri: string
}

/**
 * Authorization codes of one of the demo's clients, put into the store beside the server as it
 * would have put them: people consent far too slowly for a benchmark.
 */
export async function storedCodes(
  { folder, databaseUrl, demo }: BenchServer,
  { clientId, scopes, redirectUri }: CodeOwner,
  count: number,
): Promise<readonly string[]> {
  const secrets = secretsIn(folder)
  const engine = await openEngine(addressOf(folder, databaseUrl))
  try {
    return await engine.atLeisure(async (db) => {
      const client = await db
        .selectFrom('clients')
        .select('id')
        .where('client_id', '=', clientId)
        .executeTakeFirstOrThrow()
      const user = await db
        .selectFrom('users')
        .select('id')
        .where('email', '=', demo.vocalcola.user.email)
        .executeTakeFirstOrThrow()
      const at = Math.floor(Date.now() / 1_000)
      const columns = {
        client_row: client.id,
        user_id: user.id,
        scope: scopes.join(' '),
        audience: '',
        redirect_uri: redirectUri,
        is_redirect_uri_named: 1,
        code_challenge: CHALLENGE,
        expires_at: at + LIFETIME_SEC,
        created_at: at,
      }
      const codes: string[] = []
      while (codes.length < count) {
        const made = Array.from({ length: ROWS_PER_STATEMENT }, () =>
          randomBytes(SECRET_BYTES).toString('hex'),
        )
        const rows = await db
          .insertInto('codes')
          .values(made.map((secret) => ({ ...columns, secret_hash: secrets.hash(secret) })))
          .returning('id')
          .execute()
        // Rows come back as they were given: the ids of one statement ascend with them.
        codes.push(...rows.map(({ id }, i) => formatCredential('ac', [id], made[i] ?? '')))
      }
      return codes
    })
  } finally {
    await engine.close()
  }
}
