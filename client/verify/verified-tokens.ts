import type { VerifiedToken } from './offline.ts'

/** Tokens that share a place; one more makes the eldest of them forgotten. */
const WAYS = 8
/** Of the signature's last characters, these many say where a token is looked for. */
const PLACE_CHARACTERS = 5

/**
 * Remembers the tokens that were verified last, `max` of them, in places that the
 * end of a token's signature chooses: nobody without the key can choose it. A map would have to
 * make a text of its own of that end and put it among all texts of the program, which costs a token
 * that is not remembered more than reading its claims.
 */
export class VerifiedTokens {
  readonly #places: (VerifiedToken | undefined)[]
  readonly #buckets: number

  constructor(max: number) {
    this.#buckets = Math.max(1, Math.ceil(max / WAYS))
    this.#places = Array.from({ length: this.#buckets * WAYS }, () => undefined)
  }

  get(token: string): VerifiedToken | undefined {
    const first = this.#firstPlace(token)
    for (let i = first; i < first + WAYS; i += 1) {
      const one = this.#places[i]
      if (one === undefined) return undefined
      if (one.token === token) return one
    }
    return undefined
  }

  set(verified: VerifiedToken): void {
    const first = this.#firstPlace(verified.token)
    let gone: VerifiedToken | undefined = verified
    for (let i = first; i < first + WAYS && gone !== undefined; i += 1) {
      const before: VerifiedToken | undefined = this.#places[i]
      this.#places[i] = gone
      gone = before?.token === verified.token ? undefined : before
    }
  }

  #firstPlace(token: string): number {
    let place = 0
    // The very last character has bits that are always zero.
    const end = token.length - 1
    for (let i = Math.max(0, end - PLACE_CHARACTERS); i < end; i += 1) {
      place = Math.imul(place, 61) + token.charCodeAt(i)
    }
    return ((place >>> 0) % this.#buckets) * WAYS
  }
}
