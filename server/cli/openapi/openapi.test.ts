import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { openApiOf, readOpenApi } from './document.ts'
import { importApi } from './import.ts'
import { routesOf } from './routes.ts'
import { placeOf } from './servers.ts'

const SCHEMES = {
  oauth: { type: 'oauth2', flows: {} },
  oidc: { type: 'openIdConnect', openIdConnectUrl: 'https://x.test' },
  jwt: { type: 'http', scheme: 'Bearer' },
  basic: { type: 'http', scheme: 'basic' },
  key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
  query: { type: 'apiKey', in: 'query', name: 'key' },
  tls: { type: 'mutualTLS' },
}

function documentOf(paths: unknown, rest: object = {}) {
  const components = { securitySchemes: SCHEMES }
  return openApiOf({ openapi: '3.1.0', components, paths, ...rest }, 'test.yaml')
}

function get(security: unknown, rest: object = {}, isPublicWithoutSecurity = false) {
  const openApi = documentOf({ '/': { get: { security } } }, rest)
  const { routes, refused, notes } = routesOf(openApi, { isPublicWithoutSecurity })
  const [route] = routes
  if (route === undefined) return { needs: undefined, refused: refused[0]?.words, notes: [] }
  const { methods: _, path: __, ...needs } = route
  return { needs, refused: refused[0]?.words, notes: notes.map((one) => one.words) }
}

test('what an operation asks for becomes what its route asks for', () => {
  const bearer = ['bearer']
  for (const [security, needs] of [
    [[{ oauth: ['a', 'b'] }], { scopes: ['a', 'b'], presentations: bearer }],
    [[{ oauth: ['a'] }, { oidc: ['b'] }], { any_scope: ['a', 'b'], presentations: bearer }],
    [[{ oauth: ['a'], oidc: ['b'] }], { scopes: ['a', 'b'], presentations: bearer }],
    [[{ oauth: ['a', 'b'] }, { oauth: ['a'] }], { scopes: ['a'], presentations: bearer }],
    [[{ oauth: ['b', 'a'] }, { oidc: ['a', 'b'] }], { scopes: ['b', 'a'], presentations: bearer }],
  ] as const) {
    assert.deepEqual(get(security), { needs, refused: undefined, notes: [] })
  }
  const unscoped = 'the OpenAPI document asks for a credential and names no scope'
  assert.deepEqual(get([{ jwt: [] }, { key: [] }]).needs, {
    no_scope_because: unscoped,
    presentations: ['bearer', 'api_key'],
  })
  assert.match(String(get([]).needs?.public_because), /security: \[\]/)
  assert.match(String(get([{}]).needs?.public_because), /says so/)
  assert.deepEqual(get(undefined, { security: [{ oauth: ['a'] }] }).needs?.scopes, ['a'])
})

test('nothing is opened by what cannot be said: it is refused, or asks for more', () => {
  for (const [security, why] of [
    [undefined, /nothing is opened by silence/],
    [[{ oauth: ['a'], key: [] }], /two credentials/],
    [[{ oauth: ['a', 'b'] }, { oauth: ['c'] }], /several scopes each/],
    [[{ basic: [] }], /HTTP basic/],
    [[{ query: [] }], /key in the query key/],
    [[{ tls: [] }], /mutualTLS/],
    [[{ nobody: [] }], /nobody is not in the document/],
    [[{ jwt: ['admin'] }], /names roles/],
    ['none', /no list/],
    [[{ oauth: ['a b'] }], /no scope/],
  ] as const) {
    const { needs, refused } = get(security)
    assert.equal(needs, undefined, JSON.stringify(security))
    assert.match(String(refused), why)
  }
  assert.match(String(get(undefined, {}, true).needs?.public_because), /names no security/)
  const optional = get([{}, { oauth: ['a'] }])
  assert.deepEqual([optional.needs?.scopes, optional.notes.length], [['a'], 1])
  const mixed = get([{ key: [] }, { oauth: ['a'] }])
  assert.deepEqual([mixed.needs?.scopes, mixed.notes.length], [['a'], 1])
  const partly = get([{ basic: [] }, { oauth: ['a'] }])
  assert.deepEqual(partly.needs?.scopes, ['a'])
  assert.match(partly.notes.join(), /left out: basic is HTTP basic/)
})

test('paths are taken where a rule means the same by them', () => {
  const op = { security: [{ oauth: ['a'] }] }
  const { routes, refused } = routesOf(
    documentOf(
      {
        '/pets/{pet-id}': { get: op, put: op, delete: { security: [{ oauth: ['b'] }] }, trace: op },
        '/pets/{name}': { get: op },
        '/files/*': { get: op },
        '/report.{format}': { get: op },
        '/a/../b': { get: op },
        '/slash/': { get: op },
        '/else': { get: op, servers: [{ url: 'https://other.test' }] },
        '/far': { $ref: 'other.yaml#/x' },
        '/near': { $ref: '#/components/pathItems/~1near' },
        'x-extension': { get: op },
      },
      { components: { securitySchemes: SCHEMES, pathItems: { '/near': { post: op } } } },
    ),
    { isPublicWithoutSecurity: false },
  )
  assert.deepEqual(
    routes.map((one) => [one.methods.join(), one.path, one.scopes?.join()]),
    [
      ['GET,PUT', '/pets/{pet_id}', 'a'],
      ['DELETE', '/pets/{pet_id}', 'b'],
      ['POST', '/near', 'a'],
    ],
  )
  assert.deepEqual(
    refused.map((one) => `${one.method} ${one.path}`),
    [
      '* /far',
      'TRACE /pets/{pet-id}',
      'GET /pets/{name}',
      'GET /files/*',
      'GET /report.{format}',
      'GET /a/../b',
      'GET /slash/',
      'GET /else',
    ],
  )
})

test('servers say where it is, and how most routes take credentials is said once', () => {
  const servers = [
    { url: 'https://{region}.example.com/v1/', variables: { region: { default: 'emea' } } },
    { url: 'https://nam.example.com/v1' },
    { url: 'https://nam.example.com/v2' },
  ]
  const openApi = documentOf(
    {
      '/a': { get: { security: [{ oauth: ['a'] }] }, post: { security: [{ oauth: ['b'] }] } },
      '/b': { get: { security: [{ key: [] }] } },
    },
    { servers },
  )
  assert.deepEqual(placeOf(openApi), {
    hosts: ['emea.example.com', 'nam.example.com'],
    path: '/v1',
    left: ['https://nam.example.com/v2'],
  })
  const nothing = { hosts: undefined, regions: undefined, path: undefined, upstreamPath: undefined }
  const wish = {
    ...nothing,
    name: 'a',
    upstreams: ['http://u.test'],
    isPublicWithoutSecurity: false,
  }
  const made = importApi(openApi, wish, true).api
  assert.deepEqual([made.path, made.presentations], ['/v1', ['bearer']])
  assert.deepEqual(
    (made.routes as { presentations?: unknown }[]).map((one) => one.presentations),
    [undefined, undefined, ['api_key']],
  )
  const again = importApi(openApi, { ...wish, upstreams: undefined }, false).api
  assert.deepEqual(Object.keys(again), ['presentations', 'routes'])
})

test('a file that is no such document is refused in one sentence', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'mintmark-openapi-')), 'openapi.yaml')
  for (const [text, words] of [
    ['swagger: "2.0"', /must be OpenAPI 3\.0 or 3\.1; the version that it names is 2\.0/],
    ['openapi: 4.0.0', /must be OpenAPI/],
    ['a: [', /neither YAML nor JSON/],
    ['{"openapi": ', /neither YAML nor JSON/],
    ['- 1', /is no OpenAPI document/],
  ] as const) {
    writeFileSync(file, text)
    await assert.rejects(readOpenApi(file), words)
  }
  writeFileSync(file, '{ openapi: 3.0.1, paths: {} }')
  assert.equal((await readOpenApi(file)).tree.openapi, '3.0.1')
  rmSync(dirname(file), { recursive: true })
})
