// The ways in which a secret may stand somewhere it should not: as it is, as base64 at any of the
// three alignments, as hex, percent-encoded; and in pieces, since what is stored beside an id is
// often only the second half of what was handed out.

export interface Secret {
  readonly name: string
  readonly value: string
}

const pieceLength = 20
const wholeBelow = 40
const windowLength = 12
const prefixLengthMax = 8

export interface Find {
  readonly secret: string
  readonly spelling: string
}

export function findSecret(text: string, { name, value }: Secret): Find | undefined {
  const window = windowsOf(value).find((each) => text.includes(each))
  if (window !== undefined) return { secret: name, spelling: `${window.length} of its characters` }
  for (const piece of piecesOf(value)) {
    for (const [spelling, written] of Object.entries(spellingsOf(piece))) {
      if (text.includes(written)) return { secret: name, spelling }
    }
  }
  return undefined
}

/** Every stretch that would let a guess begin; an opening prefix says only what it is. */
function windowsOf(value: string): readonly string[] {
  const secret = secretPartOf(value)
  const windows: string[] = []
  if (secret.length < wholeBelow) return windows
  for (let from = prefixLengthMax; from + windowLength <= secret.length; from += windowLength / 2) {
    windows.push(secret.slice(from, from + windowLength))
  }
  return windows
}

/** A JWT's header and payload are no secret; its signature makes it a credential. */
function secretPartOf(value: string): string {
  return /^[\w-]+\.[\w-]+\.([\w-]+)$/.exec(value)?.[1] ?? value
}

/** Short secrets count only as a whole; of long ones, any of these pieces gives them away. */
function piecesOf(value: string): readonly string[] {
  const secret = secretPartOf(value)
  if (secret.length < wholeBelow) return [value]
  const middle = Math.floor((secret.length - pieceLength) / 2)
  return [value, secret.slice(-pieceLength), secret.slice(middle, middle + pieceLength)]
}

function spellingsOf(piece: string): Readonly<Record<string, string>> {
  const bytes = Buffer.from(piece)
  const hex = bytes.toString('hex')
  const aligned = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift, 'x'), bytes]).toString('base64')
    // The first and last groups depend on the neighbours; what stays is the same anywhere.
    return encoded.slice(shift === 0 ? 0 : 4, -4)
  })
  return {
    plain: piece,
    hex,
    HEX: hex.toUpperCase(),
    percent: [...bytes].map((byte) => `%${byte.toString(16).toUpperCase()}`).join(''),
    'base64 (0)': aligned[0] ?? piece,
    'base64 (1)': aligned[1] ?? piece,
    'base64 (2)': aligned[2] ?? piece,
    'base64url (0)': urlSafe(aligned[0] ?? piece),
    'base64url (1)': urlSafe(aligned[1] ?? piece),
    'base64url (2)': urlSafe(aligned[2] ?? piece),
  }
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_')
}
