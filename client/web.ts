// `@mintmark/client/web`: answers to web-standard requests that only callers reach who may.
export { type ProtectedResource, resourceMetadataUrl } from './middleware/resource-metadata.ts'
export { protect, protectedResource } from './middleware/web.ts'
