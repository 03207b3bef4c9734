import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Mint, startMint } from '../test/mint.ts'
import { newFolder } from '../test/places.ts'
import { mintmark, runCli } from './test/run-cli.ts'

const DOCUMENT = `openapi: 3.0.3
info: { title: Orders, version: '1' }
servers: [{ url: https://api.example.com/orders }]
security: [{ oauth: ['orders:read'] }]
paths:
  /{id}:
    get: {}
    delete: { security: [{ oauth: ['orders:write'] }] }
  /status: { get: { security: [] } }
  /legacy: { get: { security: [{ basic: [] }] } }
components:
  securitySchemes:
    oauth: { type: oauth2, flows: {} }
    basic: { type: http, scheme: basic }
`

let mint: Mint
const file = join(newFolder(), 'openapi.yaml')
before(async () => {
  writeFileSync(file, DOCUMENT)
  mint = await startMint()
})
after(() => mint.stop())

const into = ['routes', 'import', file, '--api', 'orders']

test('an OpenAPI document becomes an API, and what it cannot say is told', async () => {
  const dry = await mintmark([...into, '--dry-run'])
  assert.match(dry.out, /Nothing is changed[\s\S]*GET +\/\{id\} +all of orders:read/)
  const { env } = mint
  const lost = await runCli(into, { env })
  assert.deepEqual([lost.code, /--upstream is missing/.test(lost.err)], [2, true])
  const made = await mintmark([...into, '--upstream', 'http://10.0.0.5:9000'], { env })
  assert.match(made.out, /Not imported[\s\S]*GET +\/legacy +basic is HTTP basic/)
  assert.match(made.out, /No style knows the scope orders:read/)
  const listed = (await mintmark(['routes', 'list'], { env })).out
  assert.match(listed, /orders +GET +api\.example\.com\/orders\/\{id\} +all of orders:read/)
  assert.match(listed, /orders +GET +api\.example\.com\/orders\/status +public/)
  assert.doesNotMatch(listed, /legacy/)
})

test('importing again changes the routes, and leaves what operators set', async () => {
  const flags = ['--url', mint.baseUrl, '--key', mint.demo.management_key]
  writeFileSync(file, DOCUMENT.replace('/status', '/health'))
  const again = (await mintmark([...into, '--json', ...flags])).json()
  const { hosts, upstreams } = again.api as Record<string, unknown>
  assert.deepEqual([hosts, upstreams], [['api.example.com'], ['http://10.0.0.5:9000']])
  const listed = (await mintmark(['routes', 'list', '--api', 'orders', ...flags])).out
  assert.match(listed, /\/orders\/health/)
  assert.doesNotMatch(listed, /status/)
  const check = ['routes', 'check', ...flags]
  const [passed, none] = await Promise.all([
    mintmark([...check, 'get', 'https://api.example.com/orders/health']),
    mintmark([...check, 'PUT', 'https://api.example.com/orders/1']),
  ])
  assert.match(passed.out, /orders[\s\S]*GET \/health[\s\S]*passes +yes/)
  assert.match(none.out, /none[\s\S]*no_rule/)
})

test('APIs are put as a document, switched off and on, and removed', async () => {
  const flags = ['--url', mint.baseUrl, '--key', mint.demo.management_key]
  const run = (...args: string[]) => mintmark(['api', ...args, ...flags])
  writeFileSync(
    file,
    `name: bills
path: /bills
upstreams: [http://10.0.0.5:9000]
routes: [{ methods: [GET], path: /, scopes: [stats] }]
`,
  )
  assert.match((await run('put', file)).out, /bills[\s\S]*1 routes/)
  assert.match((await run('off', 'bills')).out, /bills is off/)
  assert.match((await run('list')).out, /bills .*\/bills .* 1 +false +false/)
  assert.match((await run('delete', 'bills')).out, /bills is removed/)
  const gone = await runCli(['api', 'show', 'bills', ...flags])
  assert.deepEqual([gone.code, /no such API/.test(gone.err)], [1, true])
})

test('a document that opens nothing is refused, and nothing is changed', async () => {
  writeFileSync(file, 'openapi: 3.1.0\npaths: { /a: { get: {} } }')
  const ran = await runCli([...into, '--dry-run'])
  assert.equal(ran.code, 1)
  assert.match(ran.err, /Nothing can be imported: 1 operations[\s\S]*GET \/a: it names no security/)
})
