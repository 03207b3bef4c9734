import type { AuditTrail } from '../audit/trail.ts'
import type { Directory } from '../credentials/directory.ts'
import type { Secrets } from '../credentials/secrets.ts'
import type { Dialect } from '../dialects/contract.ts'
import type { Brand } from '../protocol/brand.ts'
import type { Clock } from '../protocol/clock.ts'
import type { ProtocolError } from '../protocol/errors.ts'
import type { Introspection } from '../protocol/introspection.ts'
import type { Random } from '../protocol/random.ts'
import type { Site } from '../protocol/site.ts'
import type { Store } from '../store/store.ts'
import type { KeyRing } from '../tokens/key-ring.ts'

export interface EmbedDeps {
  readonly store: Store
  readonly secrets: Secrets
  readonly random: Random
  readonly clock: Clock
  readonly site: Site
  readonly brand: Brand
  readonly directory: Directory
  readonly keys: KeyRing
  readonly dialects: readonly Dialect[]
  readonly audit: AuditTrail
  readonly isHttps: boolean
  readonly tokenLifetimeSecMax: number
  introspect(token: string): Promise<Introspection>
  isOn(dialect: string): boolean
  logFailure(error: ProtocolError, requestId: string): void
}

/** Who asks, as far as it is known. */
export interface Came {
  readonly ip: string
  readonly requestId: string
}
