import type { FormFields, NewPasswordModel, ScopeWords } from './models.ts'

/** The pages of an account, in the order of its navigation. */
export type AccountPlace =
  | 'overview'
  | 'agreements'
  | 'password'
  | 'signIns'
  | 'secondFactor'
  | 'passkeys'

/** What every page of an account shows besides its own. */
export interface AccountModel {
  readonly userEmail: string
  /** Hidden inputs of the form by which its owner signs out. */
  readonly signOutFields: FormFields
  /** What has just been done, in a sentence of the reader's language. */
  readonly done?: string | undefined
}

export interface OverviewModel extends AccountModel {
  readonly userName: string
  /** Where each place is, and what there is to say of it now. */
  readonly cards: readonly AccountCard[]
  readonly consoleUrl?: string | undefined
}

export interface AccountCard {
  readonly place: Exclude<AccountPlace, 'overview'>
  readonly words: string
}

export interface AgreementsModel extends AccountModel {
  readonly agreements: readonly AgreementEntry[]
}

export interface AgreementEntry {
  readonly clientName: string
  readonly scopes: readonly ScopeWords[]
  readonly firstAtIso: string
  readonly lastUsedAtIso: string | undefined
  /** Undefined where it lasts until it is taken back. */
  readonly expiresAtIso: string | undefined
  /** The page that asks once more. */
  readonly takeBackUrl: string
}

export interface TakeBackModel extends AccountModel {
  readonly clientName: string
  readonly scopes: readonly ScopeWords[]
  readonly action: string
  readonly fields: FormFields
  readonly cancelUrl: string
}

export interface PasswordModel extends AccountModel {
  /** False for somebody who signs in by other means. */
  readonly hasPassword: boolean
  readonly action: string
  readonly fields: FormFields
  /** Whether the present one was wrong at the last try. */
  readonly isWrong: boolean
  readonly password: NewPasswordModel
}

export interface SignInsModel extends AccountModel {
  readonly signIns: readonly SignInEntry[]
  readonly action: string
  readonly fields: FormFields
}

export interface SignInEntry {
  readonly id: number
  readonly isHere: boolean
  /** What the browser says that it is, read by us; undefined where it says nothing known. */
  readonly browser: string | undefined
  readonly system: string | undefined
  readonly address: string | undefined
  readonly createdAtIso: string
  readonly lastSeenAtIso: string
}
