import { decodeBase64url } from './base64url.ts'
import type { Engine } from './engine.ts'
import { periodsOf } from './jws.ts'
import { Recent } from './recent.ts'

const ALGORITHMS = {
  ES256: [
    { name: 'ECDSA', namedCurve: 'P-256' },
    { name: 'ECDSA', hash: 'SHA-256' },
  ],
  RS256: [{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, { name: 'RSASSA-PKCS1-v1_5' }],
} as const

/** Most ids come again and again, and a digest is a promise here. */
const DIGESTS_KEPT = 10_000

/** @internal For the test that holds it to the same answers. */
export function webEngine(): Engine {
  const { subtle } = globalThis.crypto
  const encoder = new TextEncoder()
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const digests = new Recent<string>(DIGESTS_KEPT)
  return {
    async importKey(algorithm, jwk) {
      const [made] = ALGORITHMS[algorithm]
      return { algorithm, native: await subtle.importKey('jwk', jwk, made, false, ['verify']) }
    },
    async open({ algorithm, native }, jws) {
      const [first, last] = periodsOf(jws)
      const bytes = encoder.encode(jws)
      if (first < 0 || last < 0 || bytes.length !== jws.length) return undefined
      const signature = new Uint8Array(bytes.length)
      const given = decodeBase64url(bytes, last + 1, bytes.length, signature)
      const [, used] = ALGORITHMS[algorithm]
      const signed = bytes.subarray(0, last)
      if (given < 0) return undefined
      const isSigned = await subtle.verify(
        used,
        native as CryptoKey,
        signature.subarray(0, given),
        signed,
      )
      if (!isSigned) return undefined
      const read = decodeBase64url(bytes, first + 1, last, bytes)
      return read < 0 ? undefined : decoder.decode(bytes.subarray(0, read))
    },
    async digest(text) {
      const known = digests.get(text)
      if (known !== undefined) return known
      const bytes = new Uint8Array(await subtle.digest('SHA-256', encoder.encode(text)))
      const base64 = btoa(String.fromCharCode(...bytes))
      const made = base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
      digests.set(text, made)
      return made
    },
  }
}
