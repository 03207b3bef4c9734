import { agentCalls } from './agent-calls.ts'
import { agentResults } from './agent-results.ts'
import { agents } from './agents.ts'
import { agreements } from './agreements.ts'
import { apis } from './apis.ts'
import { audit } from './audit.ts'
import { availability } from './availability.ts'
import { blocks } from './blocks.ts'
import { census } from './census.ts'
import { ceremonies } from './ceremonies.ts'
import { clients } from './clients.ts'
import { codes } from './codes.ts'
import { credentials } from './credentials.ts'
import { dialectSettings } from './dialect-settings.ts'
import type { Executor } from './engine.ts'
import { facts, organizations } from './facts.ts'
import { families } from './families.ts'
import { frames } from './frames.ts'
import { idempotencyKeys } from './idempotency-keys.ts'
import { invitations } from './invitations.ts'
import { leases } from './leases.ts'
import { locations } from './locations.ts'
import { notices } from './notices.ts'
import { optOuts } from './opt-outs.ts'
import { outbox } from './outbox.ts'
import { passkeys } from './passkeys.ts'
import { plans } from './plans.ts'
import { regions } from './regions.ts'
import { rooms } from './rooms.ts'
import { scopes } from './scopes.ts'
import { search } from './search.ts'
import { seats } from './seats.ts'
import { secondFactors } from './second-factors.ts'
import { signIns } from './sign-ins.ts'
import { signingKeys } from './signing-keys.ts'
import { sweeps } from './sweeps.ts'
import { tallies } from './tallies.ts'
import { textCounts } from './text-counts.ts'
import { users } from './users.ts'

/** A property per record kind, all on one connection. */
export function recordsOn(executor: Executor) {
  return {
    agents: agents(executor),
    agentCalls: agentCalls(executor),
    agentResults: agentResults(executor),
    agreements: agreements(executor),
    apis: apis(executor),
    audit: audit(executor),
    availability: availability(executor),
    blocks: blocks(executor),
    census: census(executor),
    clients: clients(executor),
    codes: codes(executor),
    credentials: credentials(executor),
    dialectSettings: dialectSettings(executor),
    facts: facts(executor),
    families: families(executor),
    frames: frames(executor),
    idempotencyKeys: idempotencyKeys(executor),
    leases: leases(executor),
    locations: locations(executor),
    notices: notices(executor),
    organizations: organizations(executor),
    optOuts: optOuts(executor),
    outbox: outbox(executor),
    plans: plans(executor),
    regions: regions(executor),
    rooms: rooms(executor),
    scopes: scopes(executor),
    search: search(executor),
    signIns: signIns(executor),
    signingKeys: signingKeys(executor),
    ceremonies: ceremonies(executor),
    invitations: invitations(executor),
    passkeys: passkeys(executor),
    seats: seats(executor),
    secondFactors: secondFactors(executor),
    sweeps: sweeps(executor),
    tallies: tallies(executor),
    textCounts: textCounts(executor),
    users: users(executor),
  }
}

export type Records = ReturnType<typeof recordsOn>
