import { sha256 } from '../wire/digest.ts'

/**
 * One key for everything that makes two sources different: style, addresses, client, region,
 * scopes, and the secrets themselves, so that nobody finds the token of a client whose secret they
 * do not have. It is a hash: a cache that leaks its keys leaks nothing else.
 */
export async function cacheKey(parts: readonly unknown[]): Promise<string> {
  const digest = await sha256(JSON.stringify(['mintmark', 1, ...parts]))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
