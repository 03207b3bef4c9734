// What a language's file is made of, besides plain texts. A text may have holes, `{client}`, that a
// page fills in; every language has the same ones (a test compares them).

/** One text per plural form of the language (Intl.PluralRules); `{count}` stands for the number. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }

/** What a refusal says to the person who meets it. */
export interface ProblemWords {
  readonly heading: string
  readonly words: string
  readonly whatToDo: string
  /** For those who build the client: what to compare. */
  readonly checks?: readonly string[]
}

export function forms(each: Forms): Forms {
  return each
}

export function problem(each: ProblemWords): ProblemWords {
  return each
}
