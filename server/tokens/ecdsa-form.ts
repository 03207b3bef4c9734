/**
 * The two spellings of an ECDSA signature over P-256. A JWS has its two halves one after the other
 * (RFC 7518 §3.4), OpenSSL has them in DER (RFC 3279 §2.2.3). Node turns one into the other too,
 * but takes a third of the time of the whole signature for it.
 */
const HALF = 32
const SEQUENCE = 0x30
const INTEGER = 0x02
const SIGN_BIT = 0x80
const DER_BYTES_MAX = 2 + 2 * (2 + 1 + HALF)

/** From what OpenSSL wrote, and only from that: its form is not looked at. */
export function halvesOf(der: Buffer): Buffer {
  const halves = Buffer.alloc(2 * HALF)
  let at = 2
  for (let end = HALF; end <= 2 * HALF; end += HALF) {
    const length = der[at + 1] ?? 0
    const next = at + 2 + length
    // A first byte of zero keeps the number positive; leading zeros of a half are left out.
    const digits = Math.min(length, HALF)
    der.copy(halves, end - digits, next - digits, next)
    at = next
  }
  return halves
}

/** `undefined` for what has not the length of two halves. */
export function derOf(halves: Uint8Array): Uint8Array | undefined {
  if (halves.length !== 2 * HALF) return undefined
  const der = new Uint8Array(DER_BYTES_MAX)
  let end = 2
  for (let from = 0; from < 2 * HALF; from += HALF) {
    const until = from + HALF
    let first = from
    while (first < until - 1 && halves[first] === 0) first += 1
    const isPadded = ((halves[first] ?? 0) & SIGN_BIT) !== 0
    const length = until - first
    der[end] = INTEGER
    der[end + 1] = length + (isPadded ? 1 : 0)
    end += isPadded ? 3 : 2
    der.set(halves.subarray(first, until), end)
    end += length
  }
  der[0] = SEQUENCE
  der[1] = end - 2
  return der.subarray(0, end)
}
