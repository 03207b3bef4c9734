const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** Bytes from 248 on would favour the first eight digits; they are passed over. */
const UNBIASED_BELOW = 248

export function encodeNumber(value: number): string {
  let text = ''
  let rest = value
  do {
    text = DIGITS.charAt(rest % 62) + text
    rest = Math.floor(rest / 62)
  } while (rest > 0)
  return text
}

/** `undefined` where the text is no number that this code would write (leading zeros included). */
export function decodeNumber(text: string): number | undefined {
  let value = 0
  for (let i = 0; i < text.length; i += 1) {
    const worth = DIGITS.indexOf(text.charAt(i))
    if (worth === -1) return undefined
    value = value * 62 + worth
  }
  return Number.isSafeInteger(value) && encodeNumber(value) === text ? value : undefined
}

/** Uniform digits out of random bytes; `undefined` where the bytes did not suffice. */
export function digitsFrom(bytes: Uint8Array, count: number): string | undefined {
  const digits = Buffer.allocUnsafe(count)
  let found = 0
  for (const byte of bytes) {
    if (byte >= UNBIASED_BELOW) continue
    digits[found] = DIGITS.charCodeAt(byte % 62)
    found += 1
    if (found === count) return digits.toString('latin1')
  }
  return undefined
}
