import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fastify } from 'fastify'
import { registerWidgetScript } from './widget-script.ts'

test('the widget is one file that any page may load; no other file is sent', async (t) => {
  const from = mkdtempSync(join(tmpdir(), 'mintmark-widget-'))
  t.after(() => rmSync(from, { recursive: true }))
  mkdirSync(join(from, 'built/served'), { recursive: true })
  writeFileSync(join(from, 'built/served/mintmark-embed.js'), 'script')
  writeFileSync(join(from, 'built/served/mintmark-embed.js.br'), 'packed')
  writeFileSync(join(from, 'built/index.js'), 'for npm')
  const server = fastify()
  t.after(() => server.close())
  await registerWidgetScript(server, from)

  const url = '/embed/mintmark-embed.js'
  const answer = await server.inject(url)
  assert.equal(answer.body, 'script')
  assert.match(String(answer.headers['content-type']), /^(text|application)\/javascript/)
  assert.equal(answer.headers['access-control-allow-origin'], '*')
  assert.equal(answer.headers['cross-origin-resource-policy'], 'cross-origin')
  assert.equal(answer.headers['cache-control'], 'public, max-age=600')
  const packed = await server.inject({ url, headers: { 'accept-encoding': 'br' } })
  assert.equal(packed.headers['content-encoding'], 'br')
  for (const other of ['/embed/..%2findex.js', '/embed/index.js', '/embed/']) {
    assert.equal((await server.inject(other)).statusCode, 404, other)
  }
})
