import { createHash, randomBytes } from 'node:crypto'
import { formatCredential } from '../server/credentials/format.ts'
import { openStore } from '../server/store/store.ts'
import { addressOf, secretsIn } from './growth/stores.ts'
import type { BenchServer } from './server.ts'

const LIFETIME_SEC = 86_400
const PER_COMMIT = 5_000
const SECRET_BYTES = 14

/** One for all codes; each exchange proves that it knows it (RFC 7636). */
export const VERIFIER = randomBytes(32).toString('base64url')
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

/**
 * Authorization codes of the demo's standard client, put into the store beside the server as it
 * would have put them: people consent far too slowly for a benchmark.
 */
export async function storedCodes(
  { folder, databaseUrl, demo }: BenchServer,
  count: number,
): Promise<readonly string[]> {
  const secrets = secretsIn(folder)
  const store = await openStore(addressOf(folder, databaseUrl))
  try {
    const { standard, vocalcola } = demo
    const client = await store.clients.load(standard.client_id)
    const user = await store.users.loadByEmail(vocalcola.user.email)
    if (client === undefined || user === undefined) throw new Error('the demo platform is gone')
    const at = Math.floor(Date.now() / 1_000)
    const makeOne = async (add: typeof store.codes.add): Promise<string> => {
      const secret = randomBytes(SECRET_BYTES).toString('hex')
      const id = await add({
        secretHash: secrets.hash(secret),
        clientRow: client.id,
        userId: user.id,
        scope: standard.scopes,
        audience: [],
        redirectUri: standard.redirect_uri,
        isRedirectUriNamed: true,
        codeChallenge: CHALLENGE,
        createdAt: at,
        expiresAt: at + LIFETIME_SEC,
      })
      return formatCredential('ac', [id], secret)
    }
    const codes: string[] = []
    while (codes.length < count) {
      const length = Math.min(PER_COMMIT, count - codes.length)
      const part = await store.transaction(({ codes: { add } }) =>
        Promise.all(Array.from({ length }, () => makeOne(add))),
      )
      codes.push(...part)
    }
    return codes
  } finally {
    await store.close()
  }
}
