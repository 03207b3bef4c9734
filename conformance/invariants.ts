import type { Answer } from './http.ts'
import { Deviation } from './stage.ts'

/**
 * What holds for every answer, whatever was asked: no secret of the asker, no trace of the code.
 */
export function assertInvariants(
  answer: Answer,
  secrets: readonly string[],
  seen: readonly string[],
): void {
  const everything = `${answer.text}\n${Object.values(answer.headers).join('\n')}`
  if (secrets.some((secret) => everything.includes(secret))) {
    throw new Deviation(
      { at: 'answer', expected: 'no secret echoed', actual: 'a secret of demo.json in it' },
      seen,
    )
  }
  if (/\n\s+at .+:\d+:\d+|node:internal|node_modules\//.test(answer.text)) {
    throw new Deviation(
      { at: 'text', expected: 'no trace of the code', actual: 'a stack or a module path' },
      seen,
    )
  }
  if (answer.headers['content-type']?.includes('json') === true && answer.json === undefined) {
    throw new Deviation(
      { at: 'text', expected: 'JSON, as the content type says', actual: 'something else' },
      seen,
    )
  }
}
