/** Whose server this is, as people see it. */
export interface Brand {
  readonly name: string
  /** As hexadecimal digits; undefined for our own green. */
  readonly color: string | undefined
  readonly logo: Logo | undefined
}

export interface Logo {
  /** Where we serve it. */
  readonly url: string
  readonly mediaType: 'image/svg+xml' | 'image/png'
  readonly bytes: Buffer
}
