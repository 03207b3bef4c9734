import type { Json, JsonObject } from './json.ts'

/**
 * What a transcript is: a title, where its truth comes from, and steps. A step is named by the one
 * verb that it carries, so that `steps/list.ts` can look its performer up.
 */
export interface Transcript {
  /** `<dialect>/<file>` without the extension; given by the folder, not written in the file. */
  readonly name: string
  readonly title: string
  readonly source: readonly Source[]
  readonly steps: readonly Step[]
}

/** `checks` are the numbers of the acceptance checks of the wire contracts, such as `1.6.4`. */
export interface Source {
  readonly mark: 'seed' | 'public' | 'rfc' | 'inferred'
  readonly checks?: readonly string[]
  readonly note?: string
}

export type Step =
  | RequestStep
  | ConsentStep
  | ClientStep
  | ClockStep
  | OutboxStep
  | JwtStep
  | LetStep
  | CheckStep

/** Captures: name → expression over the step's own answer, read by later steps as `{{name}}`. */
export type Capture = Readonly<Record<string, string>>

export interface RequestStep {
  readonly step: string
  readonly request: RequestSpec
  readonly expect: ExpectSpec
  readonly capture?: Capture
}

/** At most one of `raw`, `json`, `form`, `multipart`; none of them sends no body at all. */
export interface RequestSpec {
  readonly method: string
  /** The request target as it stands on the wire, double slashes included. */
  readonly path: string
  readonly host?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly raw?: string
  readonly json?: Json
  readonly form?: JsonObject
  readonly multipart?: JsonObject
}

export interface ExpectSpec {
  readonly status: Json
  readonly headers?: Readonly<Record<string, Json>>
  /** The whole body, member order included. */
  readonly json?: Json
  /** Members that must be there; others may be too. */
  readonly jsonSubset?: Json
  readonly text?: Json
}

/** Signs in and answers the consent page as a browser without scripts would. */
export interface ConsentStep {
  readonly step: string
  readonly consent: ConsentSpec
  /** Over `{ page, location, query }`: the explanation page's text, and the final redirect. */
  readonly expect: { readonly page?: Json; readonly location?: Json; readonly query?: Json }
  readonly capture?: Capture
}

export interface ConsentSpec {
  readonly path: string
  readonly redirect_uri: string
  readonly email: string
  readonly password: string
  readonly answer: 'Allow' | 'Deny'
}

/** Creates a client through the management API; the runner deletes it when the transcript ends. */
export interface ClientStep {
  readonly step: string
  readonly client: JsonObject
  readonly capture: Capture
}

export interface ClockStep {
  readonly step: string
  readonly clock: { readonly advance_seconds: Json }
  /** Over `{ now, epochSec }`. */
  readonly capture?: Capture
}

/** Waits until `count` texts that contain `containing` stand in the outbox (or finds too many). */
export interface OutboxStep {
  readonly step: string
  readonly outbox: {
    readonly containing: string
    readonly count: number
    readonly message?: Json
  }
}

export interface JwtStep {
  readonly step: string
  readonly jwt: JwtSpec
  /** Over `{ header, claims }`. */
  readonly capture?: Capture
}

export interface JwtSpec {
  readonly token: string
  /** The decoded header, byte for byte. */
  readonly headerText?: string
  readonly header?: Json
  readonly claims?: Json
  /** The payload's first members, in this order. */
  readonly claimOrder?: readonly string[]
  /** What `exp - iat` must be. */
  readonly lifetimeSec?: Json
  /** The path of a JWKS that must verify the signature. */
  readonly jwks?: string
}

export interface LetStep {
  readonly let: JsonObject
}

export interface CheckStep {
  readonly step: string
  readonly check: { readonly value: Json; readonly expect: Json }
}
