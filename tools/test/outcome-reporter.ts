// Loaded by the test runner beside the reporter that people read: a line of JSON for each test that
// failed, with its file, and at the end how many passed. `outcome.ts` reads them.
import type { TestEvent } from 'node:test/reporters'

// biome-ignore lint/style/noDefaultExport: the test runner takes a reporter so.
export default async function* lines(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    if (type === 'test:fail' && data.details.type !== 'suite') {
      yield `${JSON.stringify({ file: data.file, name: data.name })}\n`
    } else if (type === 'test:summary' && data.file === undefined) {
      yield `${JSON.stringify({ passed: data.counts.passed })}\n`
    }
  }
}
