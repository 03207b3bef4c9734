import type { Brand } from '../protocol/brand.ts'
import type { Site } from '../protocol/site.ts'

/** Whom passkeys are made for: a domain, and the one origin of it where our pages are. */
export interface RelyingParty {
  readonly id: string
  readonly origin: string
  readonly name: string
}

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\])$/
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[.*\])$/

/**
 * From the public address alone, never from what a request says. Browsers make no passkey for an
 * address in figures, so this machine is called localhost, and any other has none.
 */
export function relyingPartyOf(
  { baseUrl }: Site,
  { name }: Pick<Brand, 'name'>,
): RelyingParty | undefined {
  const url = new URL(baseUrl)
  if (LOOPBACK.test(url.hostname)) url.hostname = 'localhost'
  if (ADDRESS.test(url.hostname)) return undefined
  return { id: url.hostname, origin: url.origin, name }
}
