// Servers do not agree on which spellings are one path. What some server behind the gateway would
// take for the path of another rule is refused, whichever way round the two are written.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProtocolError } from '../../protocol/errors.ts'
import { type ApiInput, apiSchema } from './api-schema.ts'
import { compileApis, findRule } from './table.ts'

const HOST = 'api.example.com'
const upstreams = ['http://127.0.0.1:9']
const open = { public_because: 'a test' }
const guarded = { scopes: ['admin'] }

/** What becomes of a GET of this path: the name of the API that lets it in, or the refusal. */
function outcome(apis: readonly ApiInput[], target: string): string {
  const table = compileApis(
    apis.map((api) => apiSchema.parse(api)),
    [],
  )
  const live = table.owner(HOST, target)
  if (live === undefined) return 'nobody'
  try {
    const { rule } = findRule(live, 'GET', target)
    return `${live.api.name} ${rule.needs === 'nothing' ? 'open' : 'guarded'}`
  } catch (thrown) {
    if (!(thrown instanceof ProtocolError)) throw thrown
    return thrown.code
  }
}

test('a path is not let in by one rule that another guards in other letters', () => {
  for (const [guard, near] of [
    ['/Admin', '/admin'],
    ['/admin', '/Admin'],
    ['/ADMIN', '/aDMIN'],
    ['/admin', '/admin.'],
    ['/admin', '/admin%20'],
    ['/admin/x', '/admin./x'],
  ] as const) {
    const routes = [
      { methods: ['GET' as const], path: '/*', ...open },
      { methods: ['GET' as const], path: guard, ...guarded },
    ]
    const api = { name: 'one', hosts: [HOST], path: '/', upstreams, routes }
    assert.equal(outcome([api], guard), 'one guarded', guard)
    assert.equal(outcome([api], near), 'ambiguous_path', `${near} is near ${guard}`)
    assert.equal(outcome([api], '/Anything.else/v1.2'), 'one open')
  }
})

test('nor by one API that another guards below it', () => {
  const api = (name: string, path: string, rule: typeof open | typeof guarded) => {
    const routes = [{ methods: ['GET' as const], path: '/*', ...rule }]
    return { name, hosts: [HOST], path, upstreams, routes }
  }
  for (const [inner, near] of [
    ['/orders/archive', '/orders/Archive/1'],
    ['/orders/Archive', '/orders/archive/1'],
    ['/orders/archive', '/orders/archive./1'],
  ] as const) {
    const apis = [api('outer', '/orders', open), api('inner', inner, guarded)]
    assert.equal(outcome(apis, `${inner}/1`), 'inner guarded')
    assert.equal(outcome(apis, near), 'ambiguous_path', `${near} is near ${inner}`)
    assert.equal(outcome(apis, '/orders/archived/1'), 'outer open')
    assert.equal(outcome(apis, '/orders/Other/1'), 'outer open')
  }
})
