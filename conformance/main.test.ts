import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { after, test } from 'node:test'
import { answerJson, serveScript } from './test/scripted-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'mintmark-conformance-main-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const demo = join(folder, 'demo.json')
writeFileSync(demo, JSON.stringify({ vocera: { api_key: 'a-key-of-the-demo', agent_id: 1 } }))

function run(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const main = join(import.meta.dirname, 'main.ts')
  return new Promise((resolve) => {
    execFile(execPath, [main, ...args], (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err })
    })
  })
}

test('a server that answers otherwise fails the run, with difference and sum', async () => {
  const server = await serveScript((_, response) => answerJson(response, 404, { detail: 'no' }))
  try {
    const base = ['--base-url', server.baseUrl.origin, '--demo', demo]
    const failed = await run(...base, '--only', 'vocera/login-refusals')
    assert.equal(failed.code, 1)
    assert.match(failed.out, /FAILED {2}vocera\/login-refusals/)
    assert.match(failed.out, /status: expected 401, got 404/)
    assert.match(failed.out, /\n0 passed, 1 failed\n$/)

    const report = await run(...base, '--only', 'vocera/login-refusals', '--json')
    assert.equal(report.code, 1)
    assert.equal(JSON.parse(report.out).failed, 1)

    const withoutClock = await run(...base, '--only', 'vocera/expiry')
    assert.equal(withoutClock.code, 1)
    assert.match(withoutClock.out, /needs a dev server/)

    const leftOut = await run(...base, '--only', 'vocera/expiry', '--no-dev')
    assert.equal(leftOut.code, 0)
    assert.match(leftOut.out, /left out {2}vocera\/expiry[\s\S]*\n0 passed, 0 failed\n$/)
  } finally {
    await server.close()
  }
})

test('a wrong call says what would be right', async () => {
  for (const args of [[], ['--base-url', 'nowhere'], ['--bogus']]) {
    const { code, err } = await run(...args)
    assert.equal(code, 2)
    assert.match(err, /usage: conformance --base-url URL/)
  }
  const unknown = await run('--base-url', 'http://127.0.0.1:9', '--demo', demo, '--only', 'xyz')
  assert.equal(unknown.code, 2)
  assert.match(unknown.err, /no transcript has a name with "xyz"/)
})
