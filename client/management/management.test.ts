import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MintmarkError, management, Problem } from './index.ts'

interface Sent {
  readonly method: string | undefined
  readonly url: string
  readonly headers: Headers
  readonly body: unknown
}

/** A server of one answer after the other; `lost` breaks the connection. */
function serving(...answers: readonly (Response | 'lost')[]) {
  const sent: Sent[] = []
  const fetch = async (input: string | URL | Request, init: RequestInit = {}) => {
    const { method, headers, body } = init
    const text = typeof body === 'string' ? JSON.parse(body) : body
    sent.push({ method, url: String(input), headers: new Headers(headers), body: text })
    const answer = answers[sent.length - 1]
    if (answer === undefined || answer === 'lost') throw new TypeError('lost, with the secret key')
    return answer
  }
  const mint = management({ baseUrl: 'https://mint.test/', key: 'mm_mk_key', fetch })
  return { mint, sent }
}

const page = (ids: readonly string[], next_cursor: string | null) =>
  Response.json({ data: ids.map((id) => ({ id })), next_cursor })

test('a list goes on by its cursor until it ends, and no further than it is read', async () => {
  const { mint, sent } = serving(page(['a', 'b'], 'cur_1'), page(['c'], null))
  const ids: string[] = []
  for await (const client of mint.each('/clients', { query: { dialect: 'envoy', limit: 2 } })) {
    ids.push(client.id)
  }
  assert.deepEqual(ids, ['a', 'b', 'c'])
  const [first, second] = sent.map(({ url }) => url)
  assert.equal(first, 'https://mint.test/admin/v1/clients?dialect=envoy&limit=2')
  assert.equal(second, 'https://mint.test/admin/v1/clients?dialect=envoy&limit=2&cursor=cur_1')
  const stopped = serving(page(['a'], 'cur_1'))
  for await (const _ of stopped.mint.each('/clients')) break
  assert.equal(stopped.sent.length, 1)
})

test('a creation whose answer was lost is sent again with the same key, once', async () => {
  const body = { dialect: 'standard', name: 'Reports' }
  const { mint, sent } = serving('lost', Response.json({ id: 'x' }, { status: 201 }))
  assert.equal((await mint.post('/clients', { body })).id, 'x')
  const keys = sent.map(({ headers }) => headers.get('idempotency-key'))
  assert.ok(keys[0])
  assert.equal(keys[0], keys[1])
  assert.deepEqual(sent[1]?.body, body)
  const lost = serving('lost', 'lost', Response.json({}))
  const failure = await lost.mint
    .post('/clients', { body, idempotencyKey: 'mine' })
    .catch((thrown) => thrown)
  assert.ok(failure instanceof MintmarkError)
  assert.equal(failure.code, 'unreachable')
  assert.ok(!JSON.stringify([failure, failure.stack]).includes('key'))
  assert.equal(lost.sent.length, 2)
  assert.equal(lost.sent[1]?.headers.get('idempotency-key'), 'mine')
  const read = serving('lost', Response.json({}))
  await assert.rejects(read.mint.get('/me'), MintmarkError)
  assert.equal(read.sent.length, 1)
})

test('an id is put into its path as one step, whatever it holds', async () => {
  const { mint, sent } = serving(Response.json({}), new Response(null, { status: 204 }))
  await mint.get('/clients/{id}', { path: { id: '../users?x=/#' } })
  assert.equal(sent[0]?.url, 'https://mint.test/admin/v1/clients/..%2Fusers%3Fx%3D%2F%23')
  const path = { id: 'a', credential_id: 'b' }
  assert.equal(await mint.delete('/clients/{id}/credentials/{credential_id}', { path }), undefined)
  for (const id of ['', '..']) await assert.rejects(mint.get('/clients/{id}', { path: { id } }))
  assert.equal(sent.length, 2)
})

test('a refusal is a Problem that says what is wrong and when to come again', async () => {
  const said = {
    code: 'invalid_request',
    detail: 'It must be a name.',
    request_id: 'r-1',
    errors: [{ pointer: '#/name', detail: 'Required.' }, 'odd'],
  }
  const headers = { 'content-type': 'application/problem+json', 'retry-after': '7' }
  for (const [status, code] of [
    [400, 'refused'],
    [404, 'refused'],
    [429, 'rate_limited'],
    [503, 'unavailable'],
  ] as const) {
    const { mint } = serving(new Response(JSON.stringify(said), { status, headers }))
    const problem = await mint.get('/me').catch((thrown) => thrown)
    assert.ok(problem instanceof Problem)
    assert.deepEqual([problem.code, problem.status, problem.problem], [code, status, said.code])
    assert.deepEqual([problem.message, problem.requestId], [said.detail, 'r-1'])
    assert.deepEqual(problem.errors, [said.errors[0]])
    assert.equal(problem.retryAfterMs, 7_000)
  }
  const { mint } = serving(new Response('<html>', { status: 502 }))
  await assert.rejects(mint.get('/me'), /answered 502/)
})

test('a caller who gives up sees the own reason, and wrong options are told at once', async () => {
  const { mint } = serving('lost')
  const signal = AbortSignal.abort(new Error('enough'))
  await assert.rejects(mint.get('/me', { signal }), /enough/)
  assert.throws(() => management({ baseUrl: 'mint', key: 'k' }), /address/)
  assert.throws(() => management({ baseUrl: 'https://mint.test', key: 'a\nb' }), /key/)
})

// What does not compile is as much of a promise: paths, bodies and answers are the description's.
export async function types(mint: ReturnType<typeof management>): Promise<void> {
  // @ts-expect-error There is no such path.
  await mint.get('/nowhere')
  // @ts-expect-error A client needs a style and a name.
  await mint.post('/clients', { body: { name: 'x' } })
  // @ts-expect-error The path needs an id.
  await mint.get('/clients/{id}')
  // @ts-expect-error One client is no list.
  mint.each('/clients/{id}', { path: { id: 'x' } })
  const { client_secret }: { readonly client_secret?: string } = await mint.post('/clients', {
    body: { dialect: 'standard', name: 'x' },
  })
  assert.ok(client_secret)
}
