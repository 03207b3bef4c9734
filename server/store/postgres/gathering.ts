import type { Executor } from '../engine.ts'
import { type Statement, statementTogether, type Together } from '../statement.ts'

interface Call {
  readonly parameters: object
  resolve(rows: readonly unknown[]): void
  reject(cause: unknown): void
}

type AnyStatement = Statement<never, unknown>
type TogetherForm = ReturnType<typeof statementTogether<object>>

/**
 * Requests come in swarms, and a round trip costs a node more than a row: calls of one turn of the
 * event loop that are alike become one statement, where it has a form for many. `shared` runs
 * these; `wait` is how each caller waits for them.
 */
export function gathering(
  executor: Executor,
  shared: Executor = executor,
  wait: <T>(answer: Promise<T>) => Promise<T> = (answer) => answer,
): Executor {
  const forms = new Map<AnyStatement, TogetherForm>()
  let waiting: Map<AnyStatement, Call[]> | undefined

  const flush = () => {
    const gathered = waiting ?? new Map<AnyStatement, Call[]>()
    waiting = undefined
    for (const [statement, calls] of gathered) void answer(shared, forms, statement, calls)
  }
  const gather = <P extends object, Row>(statement: Statement<P, Row>, parameters: P) => {
    const rows = new Promise<readonly unknown[]>((resolve, reject) => {
      if (waiting === undefined) {
        waiting = new Map()
        setImmediate(flush)
      }
      const key = statement as unknown as AnyStatement
      const calls = waiting.get(key)
      const call = { parameters, resolve, reject }
      if (calls === undefined) waiting.set(key, [call])
      else calls.push(call)
    })
    return wait(rows)
  }
  // The form for many answers the same columns and the number of the call.
  return {
    all: async <P extends object, Row>(statement: Statement<P, Row>, parameters: P) =>
      statement.together === undefined
        ? executor.all(statement, parameters)
        : ((await gather(statement, parameters)) as Row[]),
    first: async <P extends object, Row>(statement: Statement<P, Row>, parameters: P) =>
      statement.together === undefined
        ? executor.first(statement, parameters)
        : ((await gather(statement, parameters))[0] as Row | undefined),
    run: async <P extends object, Row>(statement: Statement<P, Row>, parameters: P) =>
      statement.together === undefined
        ? executor.run(statement, parameters)
        : (await gather(statement, parameters)).length,
  }
}

async function answer(
  executor: Executor,
  forms: Map<AnyStatement, TogetherForm>,
  statement: AnyStatement,
  calls: readonly Call[],
): Promise<void> {
  try {
    const form = formOf(forms, statement)
    const rows = await executor.all(form, { calls: tableOf(calls) })
    const answers = calls.map((): unknown[] => [])
    for (const row of rows) answers[row.call]?.push(row)
    for (const [i, call] of calls.entries()) call.resolve(answers[i] ?? [])
  } catch (thrown) {
    for (const call of calls) call.reject(thrown)
  }
}

function formOf(forms: Map<AnyStatement, TogetherForm>, statement: AnyStatement): TogetherForm {
  const known = forms.get(statement)
  if (known !== undefined) return known
  const made = statementTogether(statement.together as unknown as Together<object>)
  forms.set(statement, made)
  return made
}

/** Numbered, and bytes in the form that PostgreSQL reads. */
function tableOf(calls: readonly Call[]): string {
  return JSON.stringify(
    calls.map(({ parameters }, call) => {
      const row: Record<string, unknown> = { call }
      for (const [name, value] of Object.entries(parameters)) {
        row[name] = value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value
      }
      return row
    }),
  )
}
