import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { mintForThisFile } from '../server/test/mint.ts'

/** What each program must have said. */
const SAYS: Readonly<Record<string, RegExp>> = {
  'standard.ts': /token for 900 seconds: eyJ[\s\S]*scope: 'api:read'/,
  'vocera.ts': /the agent of this token: \{ agent_id: 1,[\s\S]*refreshed one: \{ agent_id: 1,/,
  'eight-by-eight.ts': /\/guest\/\w{10}\nthe agent comes in: 200\nthe log: example-1 open/,
  'sdk.ts': /service: \{ Ready: 10,[\s\S]*sales: \{ Ready: 4,[\s\S]*a new token: true/,
  'protected-api.ts': /200 \{ orders: 3,[\s\S]*401 Bearer realm[\s\S]*401 .*error="invalid_token"/,
  'vonage.ts': /service: \{ Ready: 10,[\s\S]*sales: \{ Ready: 4,/,
  'vocalcola.ts': /profile plans[\s\S]*user: null[\s\S]*Choir plan[\s\S]*name: 'Choir plan'/,
  'envoy.ts': /company: 10000\nby token: \[ 'Headquarters'[\s\S]*by key: \[ 'Headquarters'/,
  'revoke-and-introspect.ts': /active: true[\s\S]*revoked: 200\nafter: \{ active: false \}/,
  'manage-clients.ts': /made: mmc_\w+ [\s\S]*live for 60 seconds\ndeleted: 20\d/,
}

const mint = await mintForThisFile()

test('every example has its words here, and the other way round', () => {
  const programs = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts'))
  const shared = ['demo.ts', 'site.ts']
  const shown = programs.filter((name) => !shared.includes(name) && !name.endsWith('.test.ts'))
  assert.deepEqual(shown.sort(), Object.keys(SAYS).sort())
})

for (const [name, words] of Object.entries(SAYS)) {
  test(`examples/${name} runs and shows what it got`, () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(import.meta.dirname, name)],
      { encoding: 'utf8', env: { ...process.env, DEMO: join(mint.dataDir, 'demo.json') } },
    )
    assert.equal(status, 0, stderr)
    assert.match(stdout, words)
  })
}
