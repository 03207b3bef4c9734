import { hash } from 'node:crypto'

/** How many bytes the algorithm takes in at once, and how many come out. */
const SIZES = {
  sha256: { block: 64, digest: 32 },
  sha512: { block: 128, digest: 64 },
} as const

/**
 * HMAC (RFC 2104 §2) under a key no longer than a block, written out as the two hashes that it
 * is: an object of `createHmac` costs more than twice as much, and every token needs two or three.
 * Digests go from one to the other as text of a byte a character, which is cheaper than a buffer.
 */
export function hmacWith(
  algorithm: keyof typeof SIZES,
  key: Uint8Array,
): (message: string, encoding: 'utf8' | 'latin1') => Buffer {
  const { block, digest } = SIZES[algorithm]
  if (key.length > block) throw new Error(`A key of HMAC has ${block} bytes at most here.`)
  const padded = (by: number) => Buffer.alloc(block, by).map((byte, i) => byte ^ (key[i] ?? 0))
  const before = padded(0x36)
  const around = Buffer.concat([padded(0x5c), Buffer.alloc(digest)])
  return (message, encoding) => {
    const inner = Buffer.allocUnsafe(block + Buffer.byteLength(message, encoding))
    inner.set(before)
    inner.write(message, block, encoding)
    around.write(hash(algorithm, inner, 'latin1'), block, 'latin1')
    return Buffer.from(hash(algorithm, around, 'latin1'), 'latin1')
  }
}
