import type { Client } from '../protocol/client.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Agent } from '../store/agents.ts'
import { type Lease, type LeaseTerms, NO_TERMS } from '../store/leases.ts'
import { isOpenToOrigin } from './agents.ts'

const MONTH_SEC = 30 * 86_400
const MANY = 1_000_000
const ORIGINS_MAX = 50
const ORIGIN_CHARACTERS_MAX = 300
/** How often a frame tells that it is there, where nobody says otherwise. */
export const HEARTBEAT_SEC = 30

/** Where nobody sets a limit, there is one all the same: each use is a row. */
export const USES_MAX = 100_000
export const FRAMES_MAX = 1_000

/** What each term is called on the wire, and between which numbers it makes sense. */
export const LEASE_FIELDS = [
  ['redeem_seconds', 'redeemSec', 1, MONTH_SEC],
  ['uses', 'uses', 1, MANY],
  ['session_seconds', 'openSec', 10, MONTH_SEC],
  ['sessions', 'frames', 1, MANY],
  ['heartbeat_seconds', 'heartbeatSec', 5, 3_600],
] as const satisfies readonly (readonly [string, keyof LeaseTerms, number, number])[]

/** What one exchange asks for, narrower than its agent. */
export interface AskedLease {
  readonly terms: LeaseTerms
  readonly allowedOrigins: readonly string[] | undefined
}

/**
 * Reads the `lease` of an exchange. A name that it does not know is wrong, not ignored: whoever
 * mistypes a limit must not go without it. Throws `parameter_malformed`.
 */
export function readLease(value: unknown): AskedLease | undefined {
  const asked = typeof value === 'string' ? parsed(value) : value
  if (asked === undefined || asked === null) return undefined
  if (typeof asked !== 'object' || Array.isArray(asked)) throw wrong('lease', 'Expected an object.')
  const known: readonly string[] = [...LEASE_FIELDS.map(([name]) => name), 'allowed_origins']
  const fields = new Map<string, unknown>(Object.entries(asked))
  for (const name of fields.keys()) {
    const shown = name.replaceAll(/\W/g, '').slice(0, 40)
    if (!known.includes(name)) throw wrong(`lease.${shown}`, 'There is no such limit.')
  }
  const terms: Record<keyof LeaseTerms, number | undefined> = { ...NO_TERMS }
  for (const [name, term, min, max] of LEASE_FIELDS) {
    const number = fields.get(name) ?? undefined
    if (number === undefined) continue
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
      throw wrong(`lease.${name}`, 'A valid integer is required.')
    }
    if (number < min) throw wrong(`lease.${name}`, `It must be at least ${min}.`)
    if (number > max) throw wrong(`lease.${name}`, `It must be at most ${max}.`)
    terms[term] = number
  }
  return { terms, allowedOrigins: readOrigins(fields.get('allowed_origins') ?? undefined) }
}

/** Throws `parameter_malformed` where it asks for more than the agent, or the client, allows. */
export function demandNarrower(
  asked: AskedLease,
  agent: Agent,
  client: Pick<Client, 'allowedOrigins'>,
): void {
  for (const [name, term] of LEASE_FIELDS) {
    const most = agent.lease[term]
    const wanted = asked.terms[term]
    if (most === undefined || wanted === undefined || wanted <= most) continue
    throw wrong(`lease.${name}`, `It can only narrow what the agent allows: at most ${most}.`)
  }
  const wider = asked.allowedOrigins?.some((origin) => !isOpenToOrigin(origin, agent, client))
  if (wider === true) {
    throw wrong('lease.allowed_origins', 'It can only name origins that the agent allows.')
  }
}

/** Of each limit the narrower one, so that neither side widens the other later on. */
export function settleTerms(agent: LeaseTerms, own: LeaseTerms): LeaseTerms {
  const settled: Record<keyof LeaseTerms, number | undefined> = { ...NO_TERMS }
  for (const [, term] of LEASE_FIELDS) {
    const [one, other] = [agent[term], own[term]]
    settled[term] = one === undefined || other === undefined ? (one ?? other) : Math.min(one, other)
  }
  return settled
}

/** Whether a page of this origin may show the agent with tokens of this family. */
export function isLeasedTo(
  origin: string,
  agent: Pick<Agent, 'allowedOrigins'>,
  client: Pick<Client, 'allowedOrigins'>,
  lease: Pick<Lease, 'allowedOrigins'> | undefined,
): boolean {
  const own = lease?.allowedOrigins
  return isOpenToOrigin(origin, agent, client) && (own === undefined || own.includes(origin))
}

/** A form has texts only, so there it is JSON. */
function parsed(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw wrong('lease', 'Value must be valid JSON.')
  }
}

function readOrigins(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined
  const isList =
    Array.isArray(value) &&
    value.length <= ORIGINS_MAX &&
    value.every((one) => typeof one === 'string' && one.length <= ORIGIN_CHARACTERS_MAX)
  if (!isList) throw wrong('lease.allowed_origins', 'Expected a list of web origins.')
  if (value.some((origin) => /\s/.test(origin))) {
    throw wrong('lease.allowed_origins', 'A web origin has no space in it.')
  }
  return value
}

function wrong(parameter: string, description: string): ProtocolError {
  return new ProtocolError('parameter_malformed', { parameter, description })
}
