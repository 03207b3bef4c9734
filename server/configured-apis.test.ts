import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ConfigError, readConfig } from './config.ts'
import { readConfiguredApis } from './configured-apis.ts'

const site = {
  baseUrl: 'http://mint.test',
  defaultRegion: 'emea',
  regions: [{ name: 'emea', tokenHost: 'emea.test', apiHost: 'emea.api.test' }],
}

async function read(apis: unknown) {
  const env = { MINTMARK_GATEWAY_APIS: typeof apis === 'string' ? apis : JSON.stringify(apis) }
  const config = await readConfig('dev', { flags: {}, env, file: undefined })
  return readConfiguredApis(config, site, ['standard', 'vonage'])
}

async function problemsOf(apis: unknown): Promise<readonly string[]> {
  try {
    await read(apis)
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.problems
    throw thrown
  }
  return []
}

const orders = {
  name: 'orders',
  hosts: ['api.example.com'],
  path: '/orders',
  upstreams: ['http://10.0.0.5:9000'],
  routes: [{ methods: ['GET'], path: '/{id}', scopes: ['orders:read'] }],
}

test('APIs stand in the settings’ file as they are, and in a variable as JSON', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-apis-'))
  const file = join(folder, 'mintmark.yaml')
  writeFileSync(
    file,
    `gateway:
  apis:
    - name: orders
      hosts: [api.example.com]
      path: /orders
      upstreams: [http://10.0.0.5:9000]
      routes:
        - { methods: [GET], path: "/{id}", scopes: [orders:read] }
`,
  )
  const config = await readConfig('dev', { flags: {}, env: {}, file })
  rmSync(folder, { recursive: true })
  assert.deepEqual(await readConfiguredApis(config, site, []), await read([orders]))
})

test('everything that is wrong is said by its field, before anything starts', async () => {
  const [rule] = orders.routes
  const wrong = {
    ...orders,
    upstreams: ['10.0.0.5:9000'],
    timeout: 5,
    routes: [rule, { ...rule, scopes: undefined }, { ...rule, path: 'x' }],
  }
  const words = (await problemsOf([wrong])).join('\n')
  for (const field of [/apis\.0\.upstreams\.0: It must be http/, /apis\.0: .*"timeout"/]) {
    assert.match(words, field)
  }
  assert.match(words, /apis\.0\.routes\.1: It needs exactly one of scopes, any_scope/)
  assert.match(words, /apis\.0\.routes\.2\.path: It must be a path/)
  assert.match(
    (await problemsOf('{broken'))[0] ?? '',
    /^gateway\.apis: .* it must be a list of APIs/,
  )
})

test('no two have one name or one place, and styles are such as there are', async () => {
  const twin = { ...orders, hosts: [], regions: ['emea'] }
  const routes = [...orders.routes, ...orders.routes]
  const doubled = { ...orders, name: 'doubled', path: '/doubled', routes }
  const byHost = { ...orders, name: 'by-host', hosts: ['emea.api.test'], dialects: ['vonagé'] }
  assert.deepEqual(await problemsOf([orders, twin, byHost, doubled]), [
    'gateway.apis.1.name: there is another API called orders.',
    'gateway.apis.2.path: the API orders is at emea.api.test/orders already.',
    'gateway.apis.3.routes.1: an earlier route has this method at this path.',
    'gateway.apis.2: there is no style called vonagé.',
  ])
})
