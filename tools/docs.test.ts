import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { dialects } from '../server/dialects/index.ts'
import { ERRORS } from '../server/protocol/errors.ts'
import { SETTINGS } from '../server/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'mintmark-docs-'))
after(() => rmSync(folder, { recursive: true, force: true }))

test('the generated pages name every setting, every variable and every error', () => {
  assert.equal(run().status, 0)
  const config = page('config')
  for (const { name, env } of SETTINGS) {
    for (const word of [name, ...env]) assert.ok(config.includes(word), `${word} is missing`)
  }
  const errors = page('errors')
  for (const code of Object.keys(ERRORS)) assert.ok(errors.includes(`\`${code}\``), code)
  for (const { title } of dialects) assert.ok(errors.includes(`\n## ${title}\n`), title)
})

test('a page that differs from the code is named, and so is a page that is not there', () => {
  writeFileSync(join(folder, 'docs/config.md'), page('config').replace('8080', '8081'))
  rmSync(join(folder, 'docs/errors.md'))
  const { status, stdout } = run('--check')
  assert.equal(status, 1)
  assert.match(stdout, /docs\/config\.md is out of date/)
  assert.match(stdout, /docs\/errors\.md is out of date/)
})

function run(...args: readonly string[]) {
  const main = join(import.meta.dirname, 'docs.ts')
  return spawnSync(process.execPath, [main, ...args, folder], { encoding: 'utf8' })
}

function page(name: string): string {
  return readFileSync(join(folder, `docs/${name}.md`), 'utf8')
}
