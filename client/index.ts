// `@mintmark/client`: a token source for each style, what they take and give, and the one error
// that they throw. Whoever imports one source bundles one source.
export { type RedisCommand, redisCache } from './cache/redis-cache.ts'
export type { CacheLock, SharedCache } from './cache/shared-cache.ts'
export type { Call } from './call/caller.ts'
export type { Clock } from './clock.ts'
export { MintmarkError, type MintmarkErrorCode, type MintmarkErrorFacts } from './errors.ts'
export type { AccessToken } from './keep/access-token.ts'
export {
  type AuthorizationCodeOptions,
  type AuthorizationCodeSource,
  authorizationCode,
} from './sources/authorization-code.ts'
export type { PendingConsent } from './sources/callback.ts'
export { type ClientCredentialsOptions, clientCredentials } from './sources/client-credentials.ts'
export {
  type EightByEightOptions,
  type EightByEightSource,
  eightByEight,
  type Room,
  type RoomWish,
} from './sources/eight-by-eight.ts'
export {
  type EnvoyApiKey,
  type EnvoyClient,
  type EnvoyOptions,
  type EnvoyPassword,
  type EnvoyRefresh,
  envoy,
} from './sources/envoy.ts'
export type { SourceOptions } from './sources/options.ts'
export type { TokenSource } from './sources/token-source.ts'
export {
  type VocalcolaConsent,
  type VocalcolaOptions,
  type VocalcolaSource,
  vocalcola,
} from './sources/vocalcola.ts'
export { type VoceraOptions, vocera } from './sources/vocera.ts'
export { type VonageOptions, type VonageRegion, vonage } from './sources/vonage.ts'
