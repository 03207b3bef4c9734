import { fastify } from 'fastify'
import { routes } from '../../server/admin/index.ts'
import { registerOpenApi, schemaOf } from '../../server/admin/openapi.ts'

/** The description that the server gives at `/admin/v1/openapi.json`, without starting one. */
export async function adminDocument(): Promise<unknown> {
  const server = fastify()
  server.setValidatorCompiler(() => () => true)
  server.setSerializerCompiler(() => JSON.stringify)
  await registerOpenApi(server, 'https://mint.example.com')
  for (const one of routes) {
    server.route({
      method: one.method,
      url: one.path,
      schema: schemaOf(one),
      handler: async () => undefined,
    })
  }
  await server.ready()
  return server.swagger()
}
