// Cryptography of the runtime: Node's own where it is, synchronous and several times as fast, and
// WebCrypto everywhere else.

export type Algorithm = 'ES256' | 'RS256'

/** A public key, ready to verify with. */
export interface Key {
  readonly algorithm: Algorithm
  readonly native: unknown
}

export interface Engine {
  importKey(algorithm: Algorithm, jwk: Readonly<Record<string, unknown>>): Key | Promise<Key>
  /** Over the ASCII text; a signature in any but the one right spelling is wrong. */
  isSigned(key: Key, input: string, signature: string): boolean | Promise<boolean>
  /** base64url of the SHA-256 of a text. */
  digest(text: string): string | Promise<string>
  /** The text behind base64url, or something else or `undefined` where it is none. */
  decodeText(text: string): string | undefined
}

interface NodeCrypto {
  createPublicKey(source: { key: unknown; format: 'jwk' }): unknown
  verify(algorithm: string, input: Uint8Array, key: unknown, signature: Uint8Array): boolean
  hash?(algorithm: string, text: string, encoding: 'base64url'): string
}

interface NodeBytes extends Uint8Array {
  toString(encoding?: 'base64url' | 'utf8'): string
}

interface NodeBuffer {
  from(text: string, encoding?: 'base64url' | 'latin1'): NodeBytes
}

interface NodeProcess {
  getBuiltinModule?(name: 'node:crypto'): NodeCrypto | undefined
  getBuiltinModule?(name: 'node:buffer'): { Buffer: NodeBuffer } | undefined
}

export function engineOfRuntime(): Engine {
  const { process } = globalThis as { process?: NodeProcess }
  const crypto = process?.getBuiltinModule?.('node:crypto')
  const buffer = process?.getBuiltinModule?.('node:buffer')
  // Other runtimes have parts of it; `hash` is the newest of what is needed.
  return crypto?.hash && buffer ? nodeEngine(crypto, crypto.hash, buffer.Buffer) : webEngine()
}

function nodeEngine(
  crypto: NodeCrypto,
  hash: NonNullable<NodeCrypto['hash']>,
  Buffer: NodeBuffer,
): Engine {
  return {
    importKey(algorithm, jwk) {
      return { algorithm, native: crypto.createPublicKey({ key: jwk, format: 'jwk' }) }
    },
    isSigned({ algorithm, native }, input, signature) {
      const given = Buffer.from(signature, 'base64url')
      // The decoder takes junk and stray last bits; only the text that we would write is accepted.
      if (!isOneSpelling(signature, given.length)) return false
      const spelled = algorithm === 'ES256' ? toDer(given) : given
      return (
        spelled !== undefined &&
        crypto.verify('sha256', Buffer.from(input, 'latin1'), native, spelled)
      )
    },
    digest: (text) => hash('sha256', text, 'base64url'),
    decodeText: (text) => Buffer.from(text, 'base64url').toString('utf8'),
  }
}

const HALF = 32
const DER_BYTES_MAX = 2 + 2 * (2 + 1 + HALF)

/**
 * RFC 7518 §3.4 has the two halves one after the other, and OpenSSL wants them in DER (RFC 3279
 * §2.2.3). Node would turn them itself, in a fifth of the time that the whole verification takes.
 */
function toDer(signature: Uint8Array): Uint8Array | undefined {
  if (signature.length !== 2 * HALF) return undefined
  const der = new Uint8Array(DER_BYTES_MAX)
  let end = 2
  for (let from = 0; from < 2 * HALF; from += HALF) {
    let first = from
    // An integer has no byte more than it needs; a first bit that is set would make it negative.
    while (first < from + HALF - 1 && signature[first] === 0) first += 1
    const isPadded = (signature[first] ?? 0) > 0x7f
    const length = from + HALF - first
    der[end] = 2
    der[end + 1] = length + (isPadded ? 1 : 0)
    end += isPadded ? 3 : 2
    der.set(signature.subarray(first, from + HALF), end)
    end += length
  }
  der[0] = 0x30
  der[1] = end - 2
  return der.subarray(0, end)
}

/** Last characters whose bits beyond the last byte are zero, by how many characters are over. */
const LAST = ['', '', 'AQgw', 'AEIMQUYcgkosw048'] as const

/**
 * Whether base64url that gave this many bytes is what their encoder writes. Other characters would
 * have been skipped, so there would be too few bytes.
 */
function isOneSpelling(text: string, bytes: number): boolean {
  const over = text.length % 4
  const last = LAST[over]
  if (Math.floor((text.length * 3) / 4) !== bytes) return false
  // The other alphabet, which the decoder takes too.
  if (text.includes('+') || text.includes('/')) return false
  return over === 0 || last?.includes(text.at(-1) ?? '=') === true
}

const WEB_ALGORITHMS = {
  ES256: [
    { name: 'ECDSA', namedCurve: 'P-256' },
    { name: 'ECDSA', hash: 'SHA-256' },
  ],
  RS256: [{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, { name: 'RSASSA-PKCS1-v1_5' }],
} as const

/** @internal For the test that holds it to the same answers. */
export function webEngine(): Engine {
  const { subtle } = globalThis.crypto
  return {
    async importKey(algorithm, jwk) {
      const [made] = WEB_ALGORITHMS[algorithm]
      return { algorithm, native: await subtle.importKey('jwk', jwk, made, false, ['verify']) }
    },
    async isSigned({ algorithm, native }, input, signature) {
      const given = decode(signature)
      if (given === undefined) return false
      const [, used] = WEB_ALGORITHMS[algorithm]
      return subtle.verify(used, native as CryptoKey, given, new TextEncoder().encode(input))
    },
    async digest(text) {
      const bytes = await subtle.digest('SHA-256', new TextEncoder().encode(text))
      return encode(String.fromCharCode(...new Uint8Array(bytes)))
    },
    decodeText(text) {
      const bytes = decode(text)
      return bytes && new TextDecoder().decode(bytes)
    },
  }
}

function decode(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return undefined
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    if (encode(binary) !== text) return undefined
    return Uint8Array.from(binary, (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

function encode(binary: string): string {
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}
