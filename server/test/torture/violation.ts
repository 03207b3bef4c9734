/** A promise was broken: which thing's, and how. */
export class Violation extends Error {
  readonly thing: string

  constructor(thing: string, words: string) {
    super(words)
    this.name = 'Violation'
    this.thing = thing
  }
}
