import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiSchema } from './api-schema.ts'
import { compileApis, findRule } from './table.ts'

const around = {
  name: 'orders',
  path: '/orders',
  upstreams: ['http://10.0.0.5:9000'],
  routes: [{ methods: ['GET'], path: '/*', scopes: ['orders:read'] }],
}

test('an API that is off refuses its paths, and lends them to none around it', () => {
  const inner = { ...around, name: 'secret', path: '/orders/secret', enabled: false }
  const table = compileApis(
    [around, inner].map((one) => apiSchema.parse(one)),
    [],
  )
  const live = table.owner('any.test', '/orders/secret/1')
  assert.equal(live?.api.name, 'secret')
  assert.throws(() => live && findRule(live, 'GET', '/orders/secret/1'), { code: 'no_rule' })
  assert.equal(table.owner('any.test', '/orders/1')?.api.name, 'orders')
})
