import { env } from 'node:process'
import httpProxy from '@fastify/http-proxy'
import { fastify } from 'fastify'

/** The library as its README starts it: it forwards, and asks nobody anything. */
const server = fastify()
server.register(httpProxy, { upstream: env.UPSTREAM ?? '' })
await server.listen({ host: '127.0.0.1', port: Number(env.PORT) })
