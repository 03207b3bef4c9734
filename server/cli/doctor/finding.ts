export interface Finding {
  readonly name: string
  readonly status: 'ok' | 'warn' | 'fail'
  readonly words: string
  /** What to do about it. */
  readonly advice?: string
}

export function ok(name: string, words: string): Finding {
  return { name, status: 'ok', words }
}

export function warn(name: string, words: string, advice: string): Finding {
  return { name, status: 'warn', words, advice }
}

export function fail(name: string, words: string, advice: string): Finding {
  return { name, status: 'fail', words, advice }
}
