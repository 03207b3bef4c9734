import { segment, signature } from './jws.ts'
import type { KeyRing } from './key-ring.ts'

/**
 * A signed statement that is no access token: its header has a type of its own (RFC 8725 §3.11),
 * which no key of ours writes into access tokens, so it is one to nobody: not to a verifier that
 * looks, and not to us.
 */
export async function signTyped(
  keys: KeyRing,
  dialect: string,
  type: `${string}+jwt`,
  claims: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { record, privateKey } = keys.signer(dialect)
  const header = segment({ alg: record.algorithm, typ: type, kid: record.keyId })
  const input = `${header}.${segment(claims)}`
  return `${input}.${await signature(record.algorithm, privateKey, input)}`
}
