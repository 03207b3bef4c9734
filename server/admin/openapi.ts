import fastifySwagger from '@fastify/swagger'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { PROBLEM_TYPE, problemSchema } from './problem.ts'
import type { AdminRoute } from './route.ts'

export const OPENAPI_PATH = '/openapi.json'

/** The description is made of the schemas that check the requests, when it is first asked for. */
export async function registerOpenApi(scope: FastifyInstance, baseUrl: string): Promise<void> {
  await scope.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Mintmark management API',
        version: '1',
        description: 'Clients, users, agents, scopes, keys, tokens and the audit record.',
      },
      servers: [{ url: baseUrl }],
      security: [{ management_key: [] }],
      components: {
        securitySchemes: { management_key: { type: 'http', scheme: 'bearer' } },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: namedShapes,
  })
  scope.get(OPENAPI_PATH, { schema: { hide: true } }, async () => scope.swagger())
}

/** Named shapes are answers only; the library lists each of them as an input as well. */
const namedShapes: typeof jsonSchemaTransformObject = (document) => {
  const described = jsonSchemaTransformObject(document)
  const schemas = 'components' in described ? (described.components?.schemas ?? {}) : {}
  for (const name of Object.keys(schemas)) if (name.endsWith('Input')) delete schemas[name]
  return described
}

export function schemaOf(one: AdminRoute): FastifySchema {
  const { params, query, body, answer, file = [], status, name, summary } = one
  const refusal = {
    description: 'A refusal (RFC 9457)',
    content: { [PROBLEM_TYPE]: { schema: problemSchema } },
  }
  return {
    operationId: name,
    tags: [name.split('.')[0] ?? name],
    summary,
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    response: {
      ...(answer === undefined
        ? {}
        : {
            [status]: { description: 'Done', content: { 'application/json': { schema: answer } } },
          }),
      ...(file.length === 0
        ? {}
        : {
            [status]: {
              description: 'A file',
              content: Object.fromEntries(file.map((type) => [type, { schema: z.string() }])),
            },
          }),
      '4xx': refusal,
    },
  }
}
