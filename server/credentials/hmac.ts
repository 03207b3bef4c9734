import { hash } from 'node:crypto'

/** How many bytes the algorithm takes in at once, and how many come out. */
const SIZES = {
  sha256: { block: 64, digest: 32 },
  sha512: { block: 128, digest: 64 },
} as const

/** Messages up to so many bytes are written into one place, again and again. */
const USUAL_BYTES_MAX = 4_096

export interface Mac {
  bytes(message: string, encoding: 'utf8' | 'latin1'): Buffer
  base64url(message: string, encoding: 'utf8' | 'latin1'): string
}

/**
 * HMAC (RFC 2104 §2) under a key no longer than a block, written out as the two hashes that it
 * is: an object of `createHmac` costs more than twice as much, and every token needs two or three.
 * Digests go from one to the other as text of a byte a character, which is cheaper than a buffer.
 */
export function hmacWith(algorithm: keyof typeof SIZES, key: Uint8Array): Mac {
  const { block, digest } = SIZES[algorithm]
  if (key.length > block) throw new Error(`A key of HMAC has ${block} bytes at most here.`)
  const padded = (by: number) => Buffer.alloc(block, by).map((byte, i) => byte ^ (key[i] ?? 0))
  const before = padded(0x36)
  const usual = Buffer.concat([before, Buffer.alloc(USUAL_BYTES_MAX)])
  const around = Buffer.concat([padded(0x5c), Buffer.alloc(digest)])
  const inner = (message: string, encoding: 'utf8' | 'latin1'): Buffer => {
    const bytes = Buffer.byteLength(message, encoding)
    if (bytes > USUAL_BYTES_MAX) return Buffer.concat([before, Buffer.from(message, encoding)])
    usual.write(message, block, encoding)
    return usual.subarray(0, block + bytes)
  }
  const outer = (message: string, encoding: 'utf8' | 'latin1'): Buffer => {
    around.write(hash(algorithm, inner(message, encoding), 'latin1'), block, 'latin1')
    return around
  }
  return {
    bytes: (message, encoding) =>
      Buffer.from(hash(algorithm, outer(message, encoding), 'latin1'), 'latin1'),
    base64url: (message, encoding) => hash(algorithm, outer(message, encoding), 'base64url'),
  }
}
