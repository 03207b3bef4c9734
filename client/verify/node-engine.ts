import { decodeBase64url } from './base64url.ts'
import type { Engine } from './engine.ts'
import { periodsOf } from './jws.ts'

export interface NodeCrypto {
  createPublicKey(source: { key: unknown; format: 'jwk' }): unknown
  verify(algorithm: string, input: Uint8Array, key: unknown, signature: Uint8Array): boolean
  hash?(algorithm: string, text: string, encoding: 'base64url'): string
}

interface NodeBytes extends Uint8Array<ArrayBuffer> {
  write(text: string, encoding: 'utf8'): number
  toString(encoding?: 'latin1' | 'utf8', from?: number, to?: number): string
}

export interface NodeBuffer {
  allocUnsafeSlow(bytes: number): NodeBytes
}

/** As long as a credential may be. What is longer, as a page of the feed, has its own bytes. */
const SCRATCH_CHARACTERS = 8_192
/** Room for the longest character, so that one that is not ASCII shows in the count of bytes. */
const CHARACTER_BYTES_MAX = 4
const RSA_BYTES_MAX = 1_024

/** Nothing in it waits, so all verifications share the bytes that they work in. */
export function nodeEngine(
  crypto: NodeCrypto,
  hash: NonNullable<NodeCrypto['hash']>,
  Buffer: NodeBuffer,
): Engine {
  const scratch = Buffer.allocUnsafeSlow(SCRATCH_CHARACTERS + CHARACTER_BYTES_MAX)
  const signature = new Uint8Array(RSA_BYTES_MAX)
  const der = new Uint8Array(DER_BYTES_MAX)
  return {
    importKey(algorithm, jwk) {
      return { algorithm, native: crypto.createPublicKey({ key: jwk, format: 'jwk' }) }
    },
    open({ algorithm, native }, jws) {
      const { length } = jws
      const [first, last] = periodsOf(jws)
      const signatureBytes = Math.floor(((length - last - 1) * 3) / 4)
      if (first < 0 || last < 0 || signatureBytes > RSA_BYTES_MAX) return undefined
      const isShort = length <= SCRATCH_CHARACTERS
      const bytes = isShort ? scratch : Buffer.allocUnsafeSlow(length + CHARACTER_BYTES_MAX)
      if (bytes.write(jws, 'utf8') !== length) return undefined
      const given = decodeBase64url(bytes, last + 1, length, signature)
      if (given < 0 || (algorithm === 'ES256' && given !== 2 * HALF)) return undefined
      const spelled =
        algorithm === 'ES256'
          ? new Uint8Array(der.buffer, 0, writeDer(signature, der))
          : new Uint8Array(signature.buffer, 0, given)
      const signed = new Uint8Array(bytes.buffer, 0, last)
      if (!crypto.verify('sha256', signed, native, spelled)) return undefined
      const read = decodeBase64url(bytes, first + 1, last, bytes)
      return read < 0 ? undefined : textOf(bytes, read)
    },
    digest: (text) => hash('sha256', text, 'base64url'),
  }
}

/** Most payloads are ASCII, and those are the cheaper text. */
function textOf(bytes: NodeBytes, length: number): string {
  let seen = 0
  for (let i = 0; i < length; i += 1) seen |= bytes[i] ?? 0
  return bytes.toString(seen > 0x7f ? 'utf8' : 'latin1', 0, length)
}

const HALF = 32
const DER_BYTES_MAX = 2 + 2 * (2 + 1 + HALF)

/**
 * RFC 7518 §3.4 has the two halves one after the other, and OpenSSL wants them in DER (RFC 3279
 * §2.2.3). Node would turn them itself, in a fifth of the time that the whole verification takes.
 * Says how many bytes it wrote.
 */
function writeDer(signature: Uint8Array, der: Uint8Array): number {
  let end = 2
  for (let from = 0; from < 2 * HALF; from += HALF) {
    let first = from
    // An integer has no byte more than it needs; a first bit that is set would make it negative.
    while (first < from + HALF - 1 && signature[first] === 0) first += 1
    const isPadded = (signature[first] ?? 0) > 0x7f
    der[end] = 2
    der[end + 1] = from + HALF - first + (isPadded ? 1 : 0)
    end += 2
    if (isPadded) der[end++] = 0
    for (let i = first; i < from + HALF; i += 1) der[end++] = signature[i] ?? 0
  }
  der[0] = 0x30
  der[1] = end - 2
  return end
}
