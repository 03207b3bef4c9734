import type { Answer } from '../wire.ts'

export interface Outcome {
  readonly opened: boolean
  readonly answer: Answer
}

/** Puts a text where a credential belongs and says whether that opened the door. */
export type Door = (value: string) => Promise<Outcome>

export type Doors = Readonly<Record<string, Door>>

/** A door that is open when it answers with success or leads on. */
export function bySuccess(ask: (value: string) => Promise<Answer>): Door {
  return async (value) => {
    const answer = await ask(value)
    return { opened: answer.status >= 200 && answer.status < 400, answer }
  }
}
