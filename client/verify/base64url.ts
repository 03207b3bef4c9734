const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The six bits of each character; negative, and so seen in any sum, for what is none. */
const BITS = new Int8Array(256).fill(-1)
for (let i = 0; i < ALPHABET.length; i += 1) BITS[ALPHABET.charCodeAt(i)] = i

/**
 * Decodes the base64url (RFC 4648 §5, unpadded) in `source` between two places into `target`, which
 * may be the same bytes, and says how many it gave. -1 for any text but the one that an encoder
 * writes: other characters, padding, or last bits that are not zero.
 *
 * By hand, because Node's own decoder takes junk, which has to be looked for then. It also is the
 * dearer one: its AVX-512 leaves the processor in a state in which the next RSA verification takes
 * a twentieth longer.
 */
export function decodeBase64url(
  source: Uint8Array,
  from: number,
  to: number,
  target: Uint8Array,
): number {
  const over = (to - from) & 3
  const whole = to - over
  let length = 0
  let seen = 0
  let at = from
  for (; at < whole; at += 4) {
    const bits =
      (bitsAt(source, at) << 18) |
      (bitsAt(source, at + 1) << 12) |
      (bitsAt(source, at + 2) << 6) |
      bitsAt(source, at + 3)
    seen |= bits
    target[length] = bits >> 16
    target[length + 1] = bits >> 8
    target[length + 2] = bits
    length += 3
  }
  if (over === 1) return -1
  if (over > 1) {
    const third = over === 3 ? bitsAt(source, at + 2) : 0
    const bits = (bitsAt(source, at) << 18) | (bitsAt(source, at + 1) << 12) | (third << 6)
    if ((bits & (over === 3 ? 0xff : 0xffff)) !== 0) return -1
    seen |= bits
    target[length] = bits >> 16
    if (over === 3) target[length + 1] = bits >> 8
    length += over - 1
  }
  return seen < 0 ? -1 : length
}

function bitsAt(source: Uint8Array, at: number): number {
  return BITS[source[at] ?? 0] ?? -1
}
