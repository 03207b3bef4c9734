// `@mintmark/client/file-cache`: the shared cache that is a folder. Needs a runtime with files.
export { fileCache } from './cache/file-cache.ts'
export type { CacheLock, SharedCache } from './cache/shared-cache.ts'
