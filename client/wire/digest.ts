import { MintmarkError } from '../errors.ts'

/** SHA-256 of a text. Throws `misconfigured` where a browser has no cryptography for a page. */
export async function sha256(text: string): Promise<Uint8Array> {
  const { subtle }: { subtle?: SubtleCrypto } = crypto
  if (subtle === undefined) {
    const message = 'a page needs HTTPS (a secure context) for this, since it needs crypto.subtle'
    throw new MintmarkError('misconfigured', message)
  }
  return new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(text)))
}
