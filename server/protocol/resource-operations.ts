import type { Introspection, Plan } from './introspection.ts'

/** What the built-in resources offer; a dialect translates requests into these and back. */
export interface ResourceOperations {
  'token.describe': { input: undefined; output: Introspection }
  'availability.read': { input: { skills: readonly string[] }; output: Availability }
  'locations.list': { input: PageRequest; output: Page<Location> }
  'locations.read': { input: { id: number }; output: Location }
  'employees.list': { input: PageRequest; output: Page<Employee> }
  'plans.list': { input: undefined; output: readonly Plan[] }
  'calls.list': { input: CallQuery; output: CallPage }
  /** A path of the API that has nothing behind it: who may not enter does not learn that. */
  nowhere: { input: undefined; output: never }
  'calls.read': { input: { id: string }; output: Call }
}

export interface PageRequest {
  /** Counted from 1. */
  readonly page: number
  readonly perPage: number
}

export interface Page<T> extends PageRequest {
  readonly items: readonly T[]
  readonly total: number
}

/** How many agents are in each state. */
export interface Availability {
  readonly ready: number
  readonly away: number
  readonly extendedAway: number
  readonly loggedOut: number
}

export interface Location {
  readonly id: number
  readonly organizationId: number
  readonly name: string
  readonly isEnabled: boolean
  readonly locale: string
  readonly timezone: string
  readonly capacityLimit: number | undefined
  readonly address: Address
  readonly createdAt: number
  readonly updatedAt: number
}

export interface Address {
  readonly line1: string
  readonly city: string
  readonly state: string
  readonly postalCode: string
  readonly country: string
}

export interface Employee {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly roles: readonly string[]
  readonly isActive: boolean
}

export interface CallQuery {
  readonly from: number | undefined
  /** Exclusive. */
  readonly to: number | undefined
  readonly text: string | undefined
  readonly cursor: string | undefined
}

export interface CallPage {
  readonly previousCursor: string | undefined
  readonly nextCursor: string | undefined
  readonly calls: readonly Call[]
}

/** One room as the call log shows it. */
export interface Call {
  readonly id: string
  readonly reference: string
  readonly phoneNumber: string | undefined
  readonly createdAt: number
  readonly finishedAt: number | undefined
  readonly durationSec: number
  readonly status: 'open' | 'expired' | 'finished'
  readonly countryCode: string | undefined
}
