import type { Dialect } from '../../../api/dialects.ts'

/** A field that only some styles have, or only some pages show. */
export type Field =
  | 'scopes'
  | 'redirect_uris'
  | 'audiences'
  | 'displayed'
  | 'allowed_origins'
  | 'allowed_agents'

export interface Kind {
  /** In the address. */
  readonly slug: string
  readonly title: string
  /** One of them, in the middle of a sentence. */
  readonly one: string
  readonly credential: Dialect['credential']
  /** The styles that belong here and nowhere else; without it all others of the same credential. */
  readonly dialects?: readonly string[]
  readonly dialectByDefault?: string
  /** Styles whose clients may do without a secret. */
  readonly dialectsWithPublic?: readonly string[]
  /** Only operators make them, as their vendor does. */
  readonly isForOperators?: boolean
  readonly lead: string
  readonly create: string
  readonly createTitle: string
  readonly createLead: string
  readonly save: string
  readonly saved: string
  readonly nameHint: string
  readonly idLabel: string
  readonly secretLabel: string
  readonly scopesLabel: string
  readonly scopesHint: string
  readonly displayedLabel?: string
  readonly emptyTitle: string
  readonly emptyWords: string
  readonly fields: readonly Field[]
}
