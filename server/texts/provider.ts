/** What became of one request to a provider. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly reference: string | undefined }
  /** It is certain that no text goes out by this request. */
  | {
      readonly kind: 'refused'
      /** The provider's own code or ours; stands in the record, so it names nobody. */
      readonly code: string
      /** Asking again would bring the same answer. */
      readonly isFinal: boolean
      readonly retryAfterSec?: number
      /** The number wants no texts, and the provider knows of it. */
      readonly isOptOut?: boolean
    }
  /** The provider may have taken it, or not. */
  | { readonly kind: 'unknown'; readonly code: string }

export interface TextMessage {
  /** The same for every try of one text, and of no other text. */
  readonly id: string
  /** E.164. */
  readonly to: string
  readonly words: string
}

/** Sends texts. It never tries again by itself, and throws nothing but its own mistakes. */
export interface TextProvider {
  /** As the setting and the record call it. */
  readonly name: string
  /** Whether it takes a message that it is given twice, by its id, for one. */
  readonly isIdempotent: boolean
  send(message: TextMessage, signal: AbortSignal): Promise<Outcome>
}

/** What the settings say of a provider; which of it a provider needs, it says itself. */
export interface ProviderSettings {
  readonly account: string
  readonly secret: string
  /** Who signs in, where that is not the account itself. */
  readonly keyId: string
  /** A number or a name that the recipient sees. */
  readonly sender: string
  /** Where the provider is reached; empty for its documented address. */
  readonly url: string
}

export interface ProviderDeps {
  readonly fetch: typeof fetch
  /** Integer seconds, for what is signed with its time. */
  now(): number
}

/** One kind of provider: a line in the list. */
export interface ProviderKind {
  readonly name: string
  readonly title: string
  /** Settings without which it cannot send. */
  readonly needs: readonly (keyof ProviderSettings)[]
  /** Throws `Error` with words for the operator where a setting has a wrong form. */
  open(settings: ProviderSettings, deps: ProviderDeps): TextProvider
}
