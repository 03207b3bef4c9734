// `@mintmark/client/fastify`: routes of Fastify that only callers reach who may.
export { callerOf } from './middleware/callers.ts'
export { protect, protectedResource } from './middleware/fastify.ts'
export { type ProtectedResource, resourceMetadataUrl } from './middleware/resource-metadata.ts'
