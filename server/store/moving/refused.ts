/** A move that was not made, with what to do about it. Nothing was changed. */
export class MoveRefused extends Error {
  readonly advice: string | undefined

  constructor(message: string, advice?: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'MoveRefused'
    this.advice = advice
  }
}
