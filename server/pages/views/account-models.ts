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

export type SecondFactorAct = 'begin' | 'abandon' | 'confirm' | 'renew' | 'off'

/** Which form was refused. */
export interface SecondFactorProblem {
  readonly act: SecondFactorAct
}

export interface OwnSecondFactorModel extends AccountModel {
  readonly action: string
  readonly fields: FormFields
  readonly hasPassword: boolean
  /** What waits for a first right code. */
  readonly offer: { readonly uri: string; readonly secret: string } | undefined
  readonly on: { readonly sinceIso: string; readonly recoveryCodes: number } | undefined
  readonly problem: SecondFactorProblem | undefined
}

export interface RecoveryCodesModel extends AccountModel {
  readonly codes: readonly string[]
  readonly nextUrl: string
}

export interface PasskeysModel extends AccountModel {
  readonly action: string
  readonly fields: FormFields
  readonly hasPassword: boolean
  readonly passkeys: readonly PasskeyEntry[]
  /** Where passkeys work; without it there are none. */
  readonly origin: string | undefined
  /** Whether this page was opened by another address than that. */
  readonly isElsewhere: boolean
  readonly problem: PasskeyProblem | undefined
}

export interface PasskeyEntry {
  readonly id: number
  readonly name: string
  readonly createdAtIso: string
  readonly lastUsedAtIso: string | undefined
}

/** Which form was refused: its password was wrong. */
export interface PasskeyProblem {
  readonly act: 'remove'
  readonly id: number
}
