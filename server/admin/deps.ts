import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Figures } from '../audit/figures.ts'
import type { AuditTrail } from '../audit/trail.ts'
import type { Conference } from '../conference/conference.ts'
import type { Attempts } from '../credentials/attempts.ts'
import type { ClientAuthentication } from '../credentials/client-authentication.ts'
import type { Directory } from '../credentials/directory.ts'
import type { Passwords } from '../credentials/passwords.ts'
import type { Secrets } from '../credentials/secrets.ts'
import type { Dialect } from '../dialects/contract.ts'
import type { UpstreamState } from '../gateway/forward/upstream.ts'
import type { SettledRules } from '../grants/contract.ts'
import type { LiveApis } from '../live/live-apis.ts'
import type { LiveDialects } from '../live/live-dialects.ts'
import type { Brand } from '../protocol/brand.ts'
import type { Clock } from '../protocol/clock.ts'
import type { ProtocolError } from '../protocol/errors.ts'
import type { Introspection, Presented } from '../protocol/introspection.ts'
import type { Random } from '../protocol/random.ts'
import type { Site } from '../protocol/site.ts'
import type { Store } from '../store/store.ts'
import type { User } from '../store/users.ts'
import type { TextCaps } from '../texts/caps.ts'
import type { TextProvider } from '../texts/provider.ts'
import type { Trace } from '../tokens/checks.ts'
import type { KeyRing } from '../tokens/key-ring.ts'
import type { Overview, Range } from './overview-figures.ts'

/** What the pages know of the browser that asks. */
export interface BrowserDoor {
  signedIn(request: FastifyRequest): Promise<User | undefined>
  formToken(request: FastifyRequest, reply: FastifyReply, purpose: string): string
  /** Throws `forged_form`. */
  demandOwnForm(request: FastifyRequest, purpose: string, token: unknown): void
}

export interface AdminDeps {
  readonly store: Store
  readonly secrets: Secrets
  readonly random: Random
  readonly clock: Clock
  readonly site: Site
  readonly brand: Brand
  readonly keys: KeyRing
  readonly audit: AuditTrail
  readonly conference: Pick<Conference, 'hangUpAll' | 'kick'>
  readonly figures: Pick<Figures, 'used'>
  readonly attempts: Attempts
  readonly passwords: Passwords
  readonly directory: Directory
  readonly clientAuthentication: ClientAuthentication
  readonly dialects: readonly Dialect[]
  /** Those too that the configuration leaves out. */
  readonly allDialects: readonly Dialect[]
  readonly liveDialects: LiveDialects
  /** Rules and regions without what operators changed of them. */
  readonly configuredRules: ReadonlyMap<string, SettledRules>
  readonly configuredSite: Site
  readonly apis: LiveApis
  readonly tokenLifetimeSecMax: number
  readonly textCaps: TextCaps
  /** Who sends texts; `undefined` where nobody does. */
  readonly textProvider: Pick<TextProvider, 'name'> | undefined
  readonly accessTokenLifetimeSecMax: number
  readonly signingKeyLeadSec: number
  readonly signingKeyLifetimeSec: number
  readonly browser: BrowserDoor
  /** Whether redirect URIs may be plain http anywhere. */
  readonly isDev: boolean
  /** What the command line in this very process presents; it is never written down. */
  readonly localAuthority: string | undefined
  introspect(token: string, trace?: Trace): Promise<Introspection>
  introspectAnyGeneration(token: string): Promise<Introspection>
  introspectPresented(
    presented: Presented,
    dialect: string,
    ip: string,
    trace?: Trace,
  ): Promise<Introspection>
  reloadRegions(): Promise<void>
  /** How this node finds what stands behind an API, by origin; nothing where none is asked. */
  upstreamStates(api: string): Readonly<Record<string, UpstreamState>>
  /** How many clients speak each style; a few seconds old. */
  clientCounts(organizationId: number | undefined): Promise<ReadonlyMap<string, number>>
  /** The longest that a client of this style has its access tokens live; a few seconds old. */
  longestOwnLifetime(dialect: string): Promise<number>
  /** How many clients may have each scope, by `dialect scope`; a few seconds old. */
  scopeHolders(organizationId: number | undefined): Promise<ReadonlyMap<string, number>>
  overview(range: Range, organizationId: number | undefined): Promise<Overview>
  logFailure(error: ProtocolError, requestId: string): void
}
