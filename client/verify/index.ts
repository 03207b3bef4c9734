// `@mintmark/client/verify`: for resource servers, whose request this is.
export { MintmarkError, type MintmarkErrorCode } from '../errors.ts'
export {
  type Identity,
  type IdentityOptions,
  type IdentityVerifier,
  identityVerifier,
} from './identity.ts'
export { Refusal } from './refusal.ts'
export type {
  Caller,
  Dialect,
  Needs,
  Presentation,
  RequestLike,
  VerifierOptions,
} from './types.ts'
export { type Verifier, verifier } from './verifier.ts'
