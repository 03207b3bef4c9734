import type { Scope } from './scope.ts'

/** Registered software that asks for tokens (RFC 6749 §2). */
export interface Client {
  /** The store's row; never shown. */
  readonly id: number
  /** The public identifier (`client_id`). */
  readonly clientId: string
  readonly organizationId: number
  /** Name of the one dialect that this client speaks: one client, one door. */
  readonly dialect: string
  readonly name: string
  /** A public client cannot keep a secret (RFC 6749 §2.1). */
  readonly isPublic: boolean
  readonly isEnabled: boolean
  readonly scopes: Scope
  /** Resources that it may name besides the issuer itself (RFC 8707). */
  readonly audiences: readonly string[]
  readonly redirectUris: readonly string[]
  /** Overrides the dialect's default. */
  readonly accessTokenLifetimeSec: number | undefined
  /** Addresses and networks that its credentials may be used from; empty for anywhere. */
  readonly allowedIps: readonly string[]
  /** Web origins that may show what it embeds; empty for those of the agent. */
  readonly allowedOrigins: readonly string[]
  /** Agents that its API key opens; empty for all of its organization. */
  readonly allowedAgents: readonly number[]
  /** Whether it may be shown to people who look for an integration. */
  readonly isListed: boolean
}

/** What proved that the client is who it says; `undefined` for a public client. */
export interface AuthenticatedClient {
  readonly client: Client
  readonly credentialId: number | undefined
}

/** A person: the resource owner who signs in. */
export interface Subject {
  readonly id: number
  readonly publicId: string
  readonly organizationId: number
  readonly email: string
  readonly name: string
  readonly roles: readonly string[]
}
