import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiSchema } from '../gateway/apis/api-schema.ts'
import { apisWith } from './live-apis.ts'

const orders = {
  name: 'orders',
  path: '/orders',
  upstreams: ['http://10.0.0.5:9000'],
  routes: [{ methods: ['GET'], path: '/', scopes: ['orders:read'] }],
}
const kept = (document: object, name = 'orders') => ({
  name,
  document: JSON.stringify(document),
  createdAt: 1,
  updatedAt: 1,
})

test('what the configuration names wins over what is kept under the same name', async () => {
  const configured = apiSchema.parse({ ...orders, path: '/configured' })
  const rows = [kept(orders), kept({ ...orders, name: 'bills', path: '/bills' }, 'bills')]
  const apis = await apisWith([configured], rows, () => assert.fail())
  assert.deepEqual(
    apis.map((one) => [one.name, one.path]),
    [
      ['orders', '/configured'],
      ['bills', '/bills'],
    ],
  )
})

test('what another release wrote and this one cannot read refuses everything', async () => {
  const told: unknown[] = []
  const newer = kept({ ...orders, hosts: ['api.example.com'], colour: 'blue' })
  const [api] = await apisWith([], [newer], (cause) => void told.push(cause))
  assert.deepEqual(
    [api?.path, api?.hosts, api?.enabled, api?.routes, told.length],
    ['/orders', ['api.example.com'], true, [], 1],
  )
})
