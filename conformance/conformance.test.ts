import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { startMint } from '../server/test/mint.ts'
import { loadDemo } from './demo.ts'
import { replayLines } from './report.ts'
import { replay } from './runner.ts'
import { loadTranscripts } from './suite.ts'

test('the server answers every documented exchange as its vendor would', async (t) => {
  const mint = await startMint()
  const demo = loadDemo(join(mint.dataDir, 'demo.json'))
  try {
    for (const transcript of loadTranscripts()) {
      await t.test(`${transcript.name}: ${transcript.title}`, async () => {
        const outcome = await replay(transcript, new URL(mint.baseUrl), demo)
        assert.equal(outcome.failure, undefined, replayLines(outcome).join('\n'))
      })
    }
  } finally {
    await mint.stop()
  }
})
