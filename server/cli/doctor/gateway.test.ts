import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../../config.ts'
import { gateway } from './gateway.ts'

async function look(upstream: string) {
  const routes = [
    { methods: ['GET'], path: '/', scopes: ['a'] },
    { methods: ['GET'], path: '/status', public_because: 'a test' },
  ]
  const apis = [{ name: 'orders', path: '/orders', upstreams: [upstream], routes }]
  const env = { MINTMARK_GATEWAY_APIS: JSON.stringify(apis) }
  return gateway(await readConfig('serve', { flags: {}, env, file: undefined }))
}

test('doctor says what of the gateway is wrong, open, or asked where others listen', async () => {
  assert.match((await look('https://orders.example.com')).words, /1 APIs with 2 routes, 1 of them/)
  for (const [upstream, status] of [
    ['http://10.0.0.5:9000', 'ok'],
    ['http://orders:9000', 'ok'],
    ['http://orders.default.svc.cluster.local', 'ok'],
    ['http://172.31.0.1', 'ok'],
    ['http://172.32.0.1', 'warn'],
    ['http://orders.example.com', 'warn'],
    ['orders', 'fail'],
  ] as const) {
    assert.equal((await look(upstream)).status, status, upstream)
  }
})
