/**
 * A token to send. Only `value` gives the secret: logged, turned to JSON or to text it shows none.
 */
export class AccessToken {
  readonly #value: string
  /** Milliseconds since 1970; absent when nobody says when it ends. */
  declare readonly expiresAt?: number
  /** What was granted, where the issuer says. */
  declare readonly scope?: string

  constructor(value: string, expiresAt?: number, scope?: string) {
    this.#value = value
    if (expiresAt !== undefined) this.expiresAt = expiresAt
    if (scope !== undefined) this.scope = scope
  }

  /** The secret itself, as it stands after `Bearer`. */
  get value(): string {
    return this.#value
  }
}
