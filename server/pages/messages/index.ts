// The words of all pages, one file per language. `en.ts` says which texts there are; the compiler
// holds the other files to it, and a test compares the holes. A language more is a file more, and
// one line in this list; the first is spoken to those who want none of them.
import { de } from './de.ts'
import { en, type Messages } from './en.ts'

export type { Messages } from './en.ts'
export type { ProblemWords } from './forms.ts'

export const languages: readonly Messages[] = [en, de]

/** Spoken to whoever names no language that we have. */
export const fallback: Messages = en
