// The ten lines that the guide of the gateway promises: they are put into a file, a server is
// started with it, and the API behind it is protected.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { upstreamForThisFile } from '../../server/test/apis.ts'
import { createClient, manage } from '../../server/test/flows/admin.ts'
import { mintForThisFile } from '../../server/test/mint.ts'
import { newFolder } from '../../server/test/places.ts'
import { blocksOf } from './markdown.ts'

const PAGE = join(import.meta.dirname, '../../docs/guide/gateway.md')
const LINES_MAX = 10
const UPSTREAM = 'http://10.0.0.5:9000'

const upstream = await upstreamForThisFile()
const settings = blocksOf(readFileSync(PAGE, 'utf8')).find((one) => one.language === 'yaml')
const file = join(newFolder(), 'mintmark.yaml')
writeFileSync(file, String(settings?.text).replace(UPSTREAM, upstream.origin))
const mint = await mintForThisFile({ env: { MINTMARK_CONFIG: file } })

async function tokenWith(...scopes: string[]): Promise<string> {
  const { id, client_secret: secret } = await createClient(mint, {
    dialect: 'standard',
    name: 'Caller',
    scopes,
  })
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret }
  return (await mint.request(mint.endpoints.token, { form })).field('access_token')
}

test('ten lines protect an API', async () => {
  const lines = String(settings?.text).trim().split('\n')
  assert.ok(lines.length <= LINES_MAX, `${lines.length} lines`)
  assert.ok(settings?.text.includes(UPSTREAM))
  const ask = (method: string, path: string, token?: string) =>
    mint.request(path, {
      method,
      headers: {
        Host: 'api.example.com',
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
    })
  const reader = await tokenWith('orders:read')
  for (const [method, path, token, status] of [
    ['GET', '/orders/7', reader, 200],
    ['GET', '/orders/7', undefined, 401],
    ['POST', '/orders', reader, 403],
    ['DELETE', '/orders/7', reader, 403],
    ['GET', '/orders/status', undefined, 200],
  ] as const) {
    const before = upstream.count()
    const answer = await ask(method, path, token)
    assert.equal(answer.status, status, `${method} ${path}: ${answer.text}`)
    assert.equal(upstream.count() - before, status === 200 ? 1 : 0)
  }
  assert.equal((await manage(mint, '/apis/orders')).json().configured, true)
})
