import type { Random } from '../protocol/random.ts'
import type { Secrets } from './secrets.ts'

const CODES = 10
/** Of five bits each: nobody guesses 80 bits, and paper takes them. */
const CHARACTERS = 16
const GROUP = 4
/** Without those that look like others (Crockford's base 32). */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const LOOK_ALIKES: Readonly<Record<string, string>> = { o: '0', i: '1', l: '1' }
const WHOLE = new RegExp(`^[${ALPHABET}]{${CHARACTERS}}$`)

/** For whoever has lost the authenticator: good once each, shown once, kept as keyed hashes. */
export function newRecoveryCodes(secrets: Secrets, random: Random) {
  const codes = Array.from({ length: CODES }, () =>
    [...random.bytes(CHARACTERS)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join(''),
  )
  return { texts: codes.map(grouped), hashes: codes.map((code) => secrets.hash(code)) }
}

/** The hash of what was typed, however it was spaced; `undefined` where it can be none. */
export function readRecoveryCode(secrets: Secrets, typed: string): Uint8Array | undefined {
  const bare = typed.toLowerCase().replaceAll(/[\s-]/g, '')
  const code = bare.replaceAll(/[oil]/g, (sign) => LOOK_ALIKES[sign] ?? sign)
  return WHOLE.test(code) ? secrets.hash(code) : undefined
}

function grouped(code: string): string {
  return code.match(new RegExp(`.{${GROUP}}`, 'g'))?.join('-') ?? code
}
