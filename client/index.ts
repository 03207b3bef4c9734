// `@mintmark/client`: token sources, and the one error that everything here throws.
export { MintmarkError, type MintmarkErrorCode, type MintmarkErrorFacts } from './errors.ts'
