// RFC 3986 §6.2.2: one path, judged and forwarded in one spelling. Whatever a server behind the
// gateway might read as another path is refused (GHSA-3q34-rx83-r6mq, CVE-2026-48020 and others).
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { apiAt, upstreamForThisFile } from '../apis.ts'
import { mintForThisFile } from '../mint.ts'
import { exchange } from '../proxies/raw.ts'

const mint = await mintForThisFile()
const upstream = await upstreamForThisFile()
const HOST = 'paths.example'

before(() =>
  apiAt(mint, {
    name: 'paths',
    hosts: [HOST],
    upstreams: [upstream.origin],
    routes: [
      { methods: ['GET'], path: '/adm', scopes: ['admin:write'] },
      { methods: ['GET'], path: '/adm/{id}', scopes: ['admin:write'] },
      { methods: ['GET'], path: '/pub/*', public_because: 'a test' },
      { methods: ['GET'], path: '/{page}', public_because: 'a test' },
      { methods: ['GET'], path: '/{page}/{part}', public_because: 'a test' },
    ],
  }),
)

const REFUSED = [
  '/pub/../adm',
  '/pub/./x',
  '/pub/..',
  '/pub/...',
  '/pub/x../y',
  '/pub/%2e%2e/adm',
  '/pub/%2E./adm',
  '/pub/..%2fadm',
  '/pub%2fx',
  '/pub/%5c..%5cadm',
  '/pub/\\..\\adm',
  '//adm',
  '/pub//adm',
  '/pub/x;a=1',
  '/adm;a',
  '/adm%3ba',
  '/%61dm',
  '/a%64m',
  '/pub/%252e%252e/adm',
  '/pub/%00',
  '/pub/%0a',
  '/pub/%ff',
  '/pub/%zz',
  '/pub/x#y',
  '/pub/ä',
  '/ADM',
  '/Adm/7',
  '/adm/',
  '/adm/7/',
  'http://paths.example/pub/x',
  'http://127.0.0.1/pub/x',
  '*',
]

test('what can be read in two ways is refused, and reaches nobody', async () => {
  const before = upstream.count()
  for (const target of REFUSED) {
    const answer = await ask(target)
    assert.match(answer, /^HTTP\/1\.1 40[0134] /, `${target}: ${answer.slice(0, 200)}`)
  }
  assert.equal(upstream.count(), before)
})

test('what is judged is what is asked of the API, letter by letter', async () => {
  for (const target of [
    '/pub/x?y=/../adm&z=%2e%2e',
    "/pub/a-b.c_d~e!$&'()*+,=:@f",
    '/pub/%20%C3%A4%40',
    '/pub/.hidden',
    '/pub/a/',
    '/pub/ADM',
    '/page?;=%5c',
  ]) {
    const answer = await ask(target)
    assert.match(answer, /^HTTP\/1\.1 200 /, `${target}: ${answer.slice(0, 300)}`)
    assert.equal(upstream.last().url, target)
  }
})

function ask(target: string): Promise<string> {
  const bytes = Buffer.from(`GET ${target} HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`, 'utf8')
  return exchange(mint.port, bytes.toString('latin1'), { until: /\r\n\r\n/ })
}
