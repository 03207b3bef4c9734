// `@mintmark/client/hono`: routes of Hono that only callers reach who may.
export { callerOf } from './middleware/callers.ts'
export { protect, protectedResource } from './middleware/hono.ts'
export { type ProtectedResource, resourceMetadataUrl } from './middleware/resource-metadata.ts'
