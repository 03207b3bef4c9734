// The same guarantees in every framework, over real connections.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { serve } from '@hono/node-server'
import express from 'express'
import { fastify } from 'fastify'
import { Hono } from 'hono'
import * as forExpress from '../express.ts'
import * as forFastify from '../fastify.ts'
import * as forHono from '../hono.ts'
import { verifier } from '../verify/index.ts'
import { ISSUER, standIn } from '../verify/test/stand-in.ts'
import * as forWeb from '../web.ts'

const mint = standIn()
const RESOURCE = 'https://api.test/orders'
const METADATA_PATH = '/.well-known/oauth-protected-resource/orders'
const described = { resource: RESOURCE, issuers: [ISSUER], scopes: ['a'], name: 'Orders' }
const guard = verifier({
  issuer: ISSUER,
  audience: RESOURCE,
  resourceMetadata: forWeb.resourceMetadataUrl(RESOURCE),
  fetch: mint.fetch,
  monotonicMs: mint.monotonicMs,
})
after(() => guard.close())

const closing: (() => unknown)[] = []
after(() => {
  for (const close of closing) close()
})

async function portOf(server: Server): Promise<number> {
  if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening')
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
  )
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return address.port
}

const servers: Readonly<Record<string, () => Promise<number>>> = {
  async Fastify() {
    const app = fastify()
    await app.register(forFastify.protectedResource(described))
    const onRequest = forFastify.protect(guard, { scopes: ['a'] })
    app.get('/orders', { onRequest }, (request) => forFastify.callerOf(request))
    app.get(
      '/admin',
      { onRequest: forFastify.protect(guard, { scopes: ['admin'] }) },
      () => 'never',
    )
    app.get('/forgotten', (request) => forFastify.callerOf(request))
    await app.ready()
    return portOf(app.server)
  },
  async Express() {
    const app = express()
    app.use(forExpress.protectedResource(described))
    app.get('/orders', forExpress.protect(guard, { scopes: ['a'] }), (request, response) => {
      response.json(forExpress.callerOf(request))
    })
    app.get('/admin', forExpress.protect(guard, { scopes: ['admin'] }), (_, response) => {
      response.send('never')
    })
    app.get('/forgotten', (request, response) => {
      response.json(forExpress.callerOf(request))
    })
    app.use(((_error, _request, response, _next) => {
      response.sendStatus(500)
    }) satisfies express.ErrorRequestHandler)
    return portOf(createServer(app))
  },
  async Hono() {
    const app = new Hono()
    app.use(forHono.protectedResource(described))
    app.get('/orders', forHono.protect(guard, { scopes: ['a'] }), (c) =>
      c.json(forHono.callerOf(c.req.raw)),
    )
    app.get('/admin', forHono.protect(guard, { scopes: ['admin'] }), (c) => c.text('never'))
    app.get('/forgotten', (c) => c.json(forHono.callerOf(c.req.raw)))
    app.onError((_, c) => c.text('', 500))
    return portOf(serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server)
  },
  async 'the web-standard Request'() {
    const metadata = forWeb.protectedResource(described)
    const orders = forWeb.protect(guard, (_, caller) => Response.json(caller), { scopes: ['a'] })
    const admin = forWeb.protect(guard, () => new Response('never'), { scopes: ['admin'] })
    const answer = (request: Request): Response | Promise<Response> => {
      const { pathname } = new URL(request.url)
      if (pathname === '/forgotten') return new Response('', { status: 500 })
      return metadata(request) ?? (pathname === '/admin' ? admin(request) : orders(request))
    }
    return portOf(serve({ fetch: answer, port: 0, hostname: '127.0.0.1' }) as Server)
  },
}

for (const [name, start] of Object.entries(servers)) {
  describe(`in ${name}`, () => {
    let base: string
    let port: number
    before(async () => {
      port = await start()
      base = `http://127.0.0.1:${port}`
    })
    const ask = (path: string, token?: string, headers: Record<string, string> = {}) => {
      const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
      return fetch(base + path, { headers: { ...authorization, ...headers } })
    }
    const token = () => mint.token({ aud: RESOURCE, client_id: 'caller', sub: 'ann' })

    test('a caller who may gets through, and the route knows who it is', async () => {
      const answer = await ask('/orders', token())
      assert.equal(answer.status, 200)
      const caller = (await answer.json()) as Record<string, unknown>
      assert.deepEqual([caller.clientId, caller.subject], ['caller', 'ann'])
    })

    test('everybody else is answered as RFC 6750 has it, with a way to the metadata', async () => {
      const where = `resource_metadata="${forWeb.resourceMetadataUrl(RESOURCE)}"`
      const none = await ask('/orders')
      assert.equal(none.status, 401)
      assert.equal(none.headers.get('www-authenticate'), `Bearer realm="mintmark", ${where}`)
      const wrong = await ask('/orders', `${token()}x`)
      assert.equal(wrong.status, 401)
      assert.match(wrong.headers.get('www-authenticate') ?? '', /error="invalid_token"/)
      assert.equal(((await wrong.json()) as Record<string, unknown>).error, 'invalid_token')
      const small = await ask('/admin', token())
      assert.equal(small.status, 403)
      assert.match(small.headers.get('www-authenticate') ?? '', /scope="admin"/)
      assert.equal(small.headers.get('cache-control'), 'no-store')
      assert.equal((await ask('/orders', token(), { 'x-api-key': 'k' })).status, 400)
      assert.equal((await ask('/orders', mint.token())).status, 401, 'another audience')
    })

    test('a credential that comes twice lets nobody through', async () => {
      const head = `Authorization: Bearer ${token()}\r\n`
      const text = await raw(port, `GET /orders HTTP/1.1\r\nHost: x\r\n${head}${head}\r\n`)
      assert.match(text, /^HTTP\/1\.1 40[01] /)
    })

    test('a route that nothing protects has no caller', async () => {
      assert.equal((await ask('/forgotten', token())).status, 500)
    })

    test('the resource says where its tokens come from', async () => {
      const answer = await ask(METADATA_PATH)
      assert.equal(answer.status, 200)
      assert.deepEqual(await answer.json(), {
        resource: RESOURCE,
        authorization_servers: [ISSUER],
        scopes_supported: ['a'],
        bearer_methods_supported: ['header'],
        resource_name: 'Orders',
      })
    })
  })
}

function raw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    socket.on('error', reject)
    socket.once('data', (bytes) => {
      socket.destroy()
      resolve(bytes.toString('latin1'))
    })
  })
}
