// `@mintmark/client/express`: routes of Express that only callers reach who may.
export { callerOf } from './middleware/callers.ts'
export { protect, protectedResource } from './middleware/express.ts'
export { type ProtectedResource, resourceMetadataUrl } from './middleware/resource-metadata.ts'
