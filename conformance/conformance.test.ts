import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startDevServer } from './dev-server.ts'
import { replayLines } from './report.ts'
import { replay } from './runner.ts'
import { loadTranscripts } from './suite.ts'

test('the server answers every documented exchange as its vendor would', async (t) => {
  const server = await startDevServer()
  try {
    for (const transcript of loadTranscripts()) {
      await t.test(`${transcript.name}: ${transcript.title}`, async () => {
        const outcome = await replay(transcript, server.baseUrl, server.demo)
        assert.equal(outcome.failure, undefined, replayLines(outcome).join('\n'))
      })
    }
  } finally {
    const exitCode = await server.stop()
    assert.equal(exitCode, 0, 'SIGTERM ends the server well')
  }
})
