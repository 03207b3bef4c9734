/** What log and metrics learn of an answer. */
export interface Answered {
  readonly requestId: string
  readonly method: string
  /** The route's pattern, never the URL: some dialects carry credentials there. */
  readonly route: string
  readonly status: number
  readonly tookMs: number
}

export type OnAnswered = (answered: Answered) => void
