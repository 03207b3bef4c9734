import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, pointersOf, type TestAdmin } from './test/open-admin.ts'
import { makeClient } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

test('an empty body is none, whatever its content type says', async () => {
  const { id } = await makeClient(mint, 'standard')
  const type = { headers: { 'content-type': 'application/json' } }
  for (const raw of ['', '  ', '\n']) {
    const made = await mint.manage('POST', `/clients/${id}/credentials`, undefined, {
      ...type,
      raw,
    })
    assert.equal(made.status, 201, made.text)
  }
  assert.equal((await mint.manage('POST', `/clients/${id}/credentials`)).status, 201)
  assert.equal((await mint.manage('GET', '/clients', undefined, type)).status, 200)
  assert.equal((await mint.manage('DELETE', `/clients/${id}`, undefined, type)).status, 204)
})

test('hostile JSON is refused before anything is made of it', async () => {
  const wanted = '"dialect":"standard","name":"Hostile"'
  const bodies = [
    `{${wanted},"__proto__":{"enabled":true}}`,
    `{${wanted},"\\u005f_proto__":null}`,
    `{${wanted},"constructor":{"prototype":{}}}`,
    `{${wanted},"name":"Twice"}`,
    `{${wanted}`,
    `{${wanted}}}`,
    `{${wanted},"scopes":${'['.repeat(60)}${']'.repeat(60)}}`,
    '[]',
    'null',
    '7',
    '"text"',
    `[{${wanted}}]`,
  ]
  const before = (await mint.manage('GET', '/clients')).text
  for (const raw of bodies) {
    const refused = await mint.manage('POST', '/clients', undefined, { raw })
    assertProblem(refused, 400)
    assert.ok(!refused.text.includes('Hostile'))
  }
  assert.equal((await mint.manage('GET', '/clients')).text, before)
  assertProblem(
    await mint.manage('POST', '/clients', undefined, { raw: `{"name":"${'x'.repeat(70_000)}"}` }),
    413,
    'body_too_large',
  )
})

test('what is no JSON is 415', async () => {
  const raw = '{"dialect":"standard","name":"Form"}'
  for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data']) {
    const headers = { 'content-type': type }
    const refused = await mint.manage('POST', '/clients', undefined, { raw, headers })
    assertProblem(refused, 415, 'unsupported_media_type')
  }
  const charset = { 'content-type': 'application/json; charset=utf-8' }
  const made = await mint.manage('POST', '/clients', undefined, { raw, headers: charset })
  assert.equal(made.status, 201)
})

test('unknown paths are 404 and wrong methods 405 with what is offered', async () => {
  assertProblem(await mint.manage('GET', '/nothing'), 404, 'not_found')
  assertProblem(await mint.manage('GET', '/clients/mmc_000000000000'), 404, 'not_found')
  const cases = [
    ['DELETE', '/clients', 'POST, GET'],
    ['PUT', '/clients/mmc_x', 'GET, PATCH, DELETE'],
    ['GET', '/tokens/explain', 'POST'],
    ['OPTIONS', '/users', 'POST, GET'],
  ] as const
  for (const [method, path, allow] of cases) {
    const refused = await mint.manage(method, path)
    assertProblem(refused, 405, 'method_not_allowed')
    assert.equal(refused.headers.allow, allow)
  }
})

test('every field that is wrong is named at once, and no value is sent back', async () => {
  const refused = await mint.manage('POST', '/users', {
    email: 'canary-not-an-address',
    name: 7,
    password: 'canary',
    isAdmin: 'canary',
    '<script>': 1,
  })
  assertProblem(refused, 400, 'parameter_malformed')
  assert.deepEqual([...pointersOf(refused)].sort(), [
    '#/email',
    '#/isAdmin',
    '#/name',
    '#/password',
    '#/script',
  ])
  assert.ok(!refused.text.includes('canary'))
})

test('answers are for nobody’s cache', async () => {
  const answers = [
    await mint.manage('GET', '/clients'),
    await mint.manage('POST', '/clients', {}),
    await mint.send('GET', '/admin/v1/clients'),
  ]
  for (const { headers } of answers) {
    assert.equal(headers['cache-control'], 'no-store')
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/)
  }
})

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly responses: Readonly<Record<string, unknown>>
  readonly requestBody?: { content: Record<string, { schema: Record<string, unknown> }> }
}

test('OpenAPI 3.1 is public and describes every operation and nothing else', async () => {
  const { status, json } = await mint.send('GET', '/admin/v1/openapi.json')
  assert.equal(status, 200)
  assert.equal(json.openapi, '3.1.0')
  const paths = json.paths as Record<string, Record<string, Operation>>
  const operations = Object.values(paths).flatMap((path) => Object.values(path))
  assert.ok(operations.length >= 25)
  assert.equal(new Set(operations.map((one) => one.operationId)).size, operations.length)
  for (const [path, methods] of Object.entries(paths)) {
    assert.match(path, /^\/admin\/v1\//)
    for (const [method, one] of Object.entries(methods)) {
      assert.ok(one.summary.length > 5, `${method} ${path}`)
      assert.ok('4XX' in one.responses, `${method} ${path}`)
      const url = path.replaceAll(/\{[^}]+\}/g, 'none')
      const asked = await mint.send(method.toUpperCase() as 'GET', url)
      assert.equal(asked.status, 401, `${method} ${path} is a route behind the door`)
    }
  }
  const create = paths['/admin/v1/clients']?.post?.requestBody?.content['application/json']?.schema
  assert.deepEqual(create?.required, ['dialect', 'name'])
  assert.equal(create?.additionalProperties, false)
  const refs = JSON.stringify(json).match(/#\/components\/schemas\/\w+/g) ?? []
  const { schemas } = json.components as { schemas: Record<string, unknown> }
  for (const ref of refs) assert.ok(Object.hasOwn(schemas, ref.split('/').at(-1) ?? ''), ref)
})
