/**
 * One key for everything that makes two sources different: style, addresses, client, region,
 * scopes, and the secrets themselves, so that nobody finds the token of a client whose secret they
 * do not have. It is a hash: a cache that leaks its keys leaks nothing else.
 */
export async function cacheKey(parts: readonly unknown[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(['mintmark', 1, ...parts]))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
