// What each page must be told. Every text may be hostile (a client's name, a description, an e-mail
// address): pages escape and isolate it. Every URL is built by the caller; a page makes up none.

import type { PasswordFault } from '../../credentials/password-rules.ts'
import type { Messages } from '../messages/index.ts'

/** What is the same around every page that one reader is shown. */
export interface Frame {
  readonly text: Messages
  readonly brand: FrameBrand
  /** The page in each language; without links there is no choice of language. */
  readonly languages?: readonly LanguageLink[]
}

export interface FrameBrand {
  readonly name: string
  /** Hexadecimal; undefined for our own green. */
  readonly color?: string | undefined
  /** Undefined for no picture of the operator's. */
  readonly logoUrl?: string | undefined
}

export interface LanguageLink {
  readonly tag: string
  readonly name: string
  readonly url: string
}

/** A scope in words, and the value as it stands in the protocol. */
export interface ScopeWords {
  readonly value: string
  readonly description: string
}

/** Hidden inputs of a form by name, among them `csrf` and, where one is needed, `return_to`. */
export type FormFields = Readonly<Record<string, string>>

export interface SignInModel {
  /** The client that sent the person here. Absent when somebody just signs in. */
  readonly clientName?: string
  readonly scopes?: readonly ScopeWords[]
  /** Back to the client, without having signed in. */
  readonly turnBackUrl?: string | undefined
  readonly action: string
  readonly fields: FormFields
  /** What was typed before, so that it need not be typed twice. */
  readonly email?: string
  /** Why the last try failed, in a sentence of the reader's language. */
  readonly problem?: string
  /** Where passkeys work; without it there are none. */
  readonly passkeyOrigin?: string
}

export interface SecondFactorModel {
  readonly userEmail: string
  readonly action: string
  readonly startAgainUrl: string
  readonly fields: FormFields
  /** What was typed last, and was not right. */
  readonly wrong?: 'code' | 'recovery_code'
}

export type NewPasswordProblem = PasswordFault | 'differs' | 'same'

/** The fields of a password that somebody chooses. */
export interface NewPasswordModel {
  readonly charactersMin: number
  readonly problem?: NewPasswordProblem
}

export interface WelcomeModel {
  readonly userEmail: string
  readonly action: string
  readonly fields: FormFields
  readonly password: NewPasswordModel
}

/** What must be typed anew. */
export interface SetupProblems {
  readonly name?: boolean
  readonly email?: boolean
  readonly password?: NewPasswordProblem
}

export interface SetupModel {
  readonly action: string
  readonly fields: FormFields
  readonly name: string
  readonly email: string
  readonly password: NewPasswordModel
  readonly problems: Omit<SetupProblems, 'password'>
}

export interface ConsentModel {
  readonly clientName: string
  /** The host of the redirect URI: where the person goes next, whatever they decide. */
  readonly redirectHost: string
  readonly scopes: readonly ScopeWords[]
  readonly userEmail: string
  readonly action: string
  readonly fields: FormFields
  /** How long the permission lasts, such as "30 days" or "until you take it back". */
  readonly lifetimeWords?: string
}

export interface ProblemModel {
  readonly status: number
  readonly heading: string
  readonly words: string
  readonly whatToDo?: string
  /** For those who build the client: what to compare. */
  readonly checks?: readonly string[]
  readonly requestId?: string
}

export interface NoticeModel {
  readonly heading: string
  readonly words: string
}

export interface AgentRoom {
  readonly reference: string
  readonly guestLink: string
  readonly expiresAtIso: string
  /** The number that got the link, already masked. */
  readonly textSentTo?: string | undefined
  /** JSON for the script of the call page. */
  readonly settings: string
}

/** The form by which an agent opens a room. */
export interface OpeningModel {
  readonly action: string
  readonly fields: FormFields
  readonly problem?: string | undefined
  readonly phoneNumber?: string | undefined
  readonly callReference?: string | undefined
}

export interface AgentModel {
  readonly agentEmail: string
  /** True inside another site's frame: the page then leaves out its own header. */
  readonly embedded: boolean
  readonly room?: AgentRoom | undefined
  /** Absent where the agent may not open one. */
  readonly opening?: OpeningModel | undefined
}

export interface GuestModel {
  readonly reference: string
  readonly expiresAtIso: string
  /** JSON for the script of the call page. */
  readonly settings: string
}

/** One wire style that this mint speaks, and where its tokens are got. */
export interface StyleEntry {
  readonly title: string
  readonly tokenUrl: string
}

export interface PageLink {
  readonly title: string
  readonly url: string
}

export interface HomeModel {
  readonly dev: boolean
  readonly baseUrl: string
  readonly styles: readonly StyleEntry[]
  /** Further places worth knowing, such as the metadata and the management API's description. */
  readonly links?: readonly PageLink[]
}
