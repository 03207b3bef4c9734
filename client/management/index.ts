// `@mintmark/client/management`: the management API, typed by path.
export { MintmarkError, type MintmarkErrorCode } from '../errors.ts'
export { type Management, type ManagementOptions, management } from './management.ts'
export type * from './operations/index.ts'
export { Problem, type WrongField } from './problem.ts'
