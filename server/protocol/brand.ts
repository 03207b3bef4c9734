/** Whose server this is, as people see it. */
export interface Brand {
  readonly name: string
  /** Where the picture is served; undefined for our own mark. */
  readonly logoUrl: string | undefined
}
