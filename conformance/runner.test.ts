import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closingLines, failedCount, jsonReport, replayLines } from './report.ts'
import { type Replay, replay, usesDev } from './runner.ts'
import { answerJson, type Script, serveScript } from './test/scripted-server.ts'
import type { ExpectSpec, RequestStep, Step, Transcript } from './transcript.ts'

const demo = { management_key: 'management-secret', vonage: { client_id: 'id' } }

async function play(script: Script, ...steps: readonly Step[]): Promise<Replay> {
  const transcript: Transcript = { name: 'vonage/x', title: 'X', source: [{ mark: 'rfc' }], steps }
  const server = await serveScript(script)
  try {
    return await replay(transcript, server.baseUrl, demo)
  } finally {
    await server.close()
  }
}

function ask(path: string, expect: ExpectSpec): RequestStep {
  return { step: `ask ${path}`, request: { method: 'GET', path }, expect }
}

const echo: Script = ({ target }, response) => answerJson(response, 200, { target })

test('a transcript passes when every step is answered as written', async () => {
  const outcome = await play(
    echo,
    { let: { id: '{{vonage.client_id}}' } },
    {
      ...ask('/{{id}}', { status: 200, json: { target: '/id' } }),
      capture: { target: 'json.target' },
    },
    { step: 'compare', check: { value: '{{target}}', expect: '/id' } },
  )
  assert.equal(outcome.failure, undefined)
})

test('the first deviation stops the transcript and names step, place and difference', async () => {
  let askedCount = 0
  const outcome = await play(
    (asked, response) => {
      askedCount++
      echo(asked, response)
    },
    ask('/a', { status: 200 }),
    ask('/b', { status: 200, json: { target: '/c' } }),
    ask('/d', { status: 200 }),
  )
  assert.equal(askedCount, 2)
  assert.equal(outcome.failure?.step, '2. ask /b')
  assert.equal(outcome.failure?.reason, 'json.target: expected "/c", got "/b"')
  assert.match(outcome.failure?.seen.join('\n') ?? '', /> GET \/b[\s\S]*< 200 application\/json/)
})

test('status, headers and text are compared too', async () => {
  const wrong: readonly ExpectSpec[] = [
    { status: 201 },
    { status: 200, headers: { 'content-type': 'text/html' } },
    { status: 200, headers: { 'content-type': { $absent: true } } },
    { status: 200, text: { $contains: 'nowhere' } },
    { status: 200, jsonSubset: { other: 1 } },
  ]
  for (const expect of wrong) {
    const { failure } = await play(echo, ask('/a', expect))
    assert.notEqual(failure, undefined, JSON.stringify(expect))
  }
})

test('an answer that repeats a secret of the asker fails whatever was expected', async () => {
  const outcome = await play(
    (_, response) => answerJson(response, 400, { error: 'no key management-secret' }),
    ask('/a', { status: 400 }),
  )
  assert.match(outcome.failure?.reason ?? '', /no secret echoed/)
})

test('an answer with a stack in it fails whatever was expected', async () => {
  const outcome = await play(
    (_, response) => response.writeHead(500).end('Error: x\n    at run (/a/b.ts:1:2)'),
    ask('/a', { status: 500 }),
  )
  assert.match(outcome.failure?.reason ?? '', /no trace of the code/)
})

test('a client made for a transcript is deleted even when the transcript fails', async () => {
  const seen: string[] = []
  const outcome = await play(
    ({ method, target }, response) => {
      seen.push(`${method} ${target}`)
      answerJson(response, 200, { id: 'seven', client_id: 'c', client_secret: 's' })
    },
    { step: 'make', client: { dialect: 'vonage' }, capture: { id: 'client.client_id' } },
    ask('/{{id}}', { status: 404 }),
  )
  assert.equal(outcome.failure?.step, '2. ask /{{id}}')
  assert.deepEqual(seen, ['POST /admin/v1/clients', 'GET /c', 'DELETE /admin/v1/clients/seven'])
})

test('a server that is not there is a failure, not a crash', async () => {
  const server = await serveScript(echo)
  await server.close()
  const transcript = { name: 'a/b', title: 'A', source: [], steps: [ask('/a', { status: 200 })] }
  const outcome = await replay(transcript, server.baseUrl, demo)
  assert.match(outcome.failure?.reason ?? '', /ECONNREFUSED/)
})

test('clock and outbox steps are known to need a dev server', () => {
  const transcript = { name: 'a/b', title: 'A', source: [] }
  const clock = { step: 'wait', clock: { advance_seconds: 1 } }
  assert.equal(usesDev({ ...transcript, steps: [ask('/', { status: 200 }), clock] }), true)
  assert.equal(usesDev({ ...transcript, steps: [ask('/', { status: 200 })] }), false)
})

test('the report counts, shows the difference and ends with the sum', () => {
  const good = { name: 'a/b', title: 'Good' }
  const failure = { step: '1. x', reason: 'status: expected 200, got 500', seen: ['< 500'] }
  const bad = { name: 'a/c', title: 'Bad', failure }
  assert.deepEqual(replayLines(good), ['ok      a/b: Good'])
  assert.match(replayLines(bad).join('\n'), /FAILED {2}a\/c: Bad\n.*1\. x\n.*got 500\n.*< 500/)
  const tally = { replays: [good, bad], leftOut: ['a/d'] }
  assert.equal(closingLines(tally).at(-1), '1 passed, 1 failed')
  assert.equal(failedCount(tally.replays), 1)
  assert.equal(JSON.parse(jsonReport(tally)).transcripts[1].outcome, 'failed')
})
