import type { Operations } from './operations/index.ts'

type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The paths that a method is offered on. */
export type PathsOf<V extends Verb> = keyof Operations extends infer Key
  ? Key extends `${V} ${infer Path}`
    ? Path
    : never
  : never

/** One operation, by method and path. */
export type OperationOf<V extends Verb, Path extends string> = `${V} ${Path}` extends infer Key
  ? Key extends keyof Operations
    ? Operations[Key]
    : never
  : never

export type AnswerOf<Operation> = Operation extends { readonly answer: infer Answer }
  ? Answer
  : never

/** What is said to an operation, without what it answers. */
type Said<Operation> = Omit<Operation, 'answer'>

interface Always {
  /** Ends the request, and what was under way for it. */
  readonly signal?: AbortSignal
}

export interface Creating {
  /** The same creation is done once (24 hours); one is made for each call that names none. */
  readonly idempotencyKey?: string
}

/** The last argument of a call, which may be left out where nothing has to be said. */
export type Saying<Operation, More = unknown> =
  Record<never, never> extends Said<Operation>
    ? [said?: Said<Operation> & Always & More]
    : [said: Said<Operation> & Always & More]

/** Paths whose answer is a page of a list. */
export type ListPaths =
  PathsOf<'GET'> extends infer Path
    ? Path extends string
      ? AnswerOf<OperationOf<'GET', Path>> extends { readonly next_cursor: string | null }
        ? Path
        : never
      : never
    : never

export type ItemOf<Path extends string> =
  AnswerOf<OperationOf<'GET', Path>> extends { readonly data: readonly (infer Item)[] }
    ? Item
    : never
