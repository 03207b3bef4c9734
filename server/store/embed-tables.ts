import type { Generated } from 'kysely'

/** What the tokens of one family may be used for; an absent value is the agent's. */
export interface LeaseTable {
  id: Generated<number>
  family_id: string
  agent_id: number
  redeem_sec: number | null
  uses: number | null
  open_sec: number | null
  frames: number | null
  heartbeat_sec: number | null
  allowed_origins: string | null
  used: number
  asked_at: number | null
  closed_at: number | null
  created_at: number
  expires_at: number
}

/** A page of another site that shows an agent. */
export interface FrameTable {
  id: Generated<number>
  public_id: string
  secret_hash: Uint8Array
  agent_id: number
  client_row: number
  credential_id: number | null
  family_id: string
  token_id: string | null
  key_id: string | null
  token_issued_at: number
  origin: string
  ip: string | null
  opened_at: number
  seen_at: number
  heartbeat_sec: number
  lapses_at: number
  latest_at: number | null
  expires_at: number
  ended_at: number | null
  end_reason: string | null
}

export interface AgentCallTable {
  id: Generated<number>
  agent_id: number
  external_id: string
  status: string
  direction: string
  party: string
  summary: string
  started_at: number
  duration_sec: number | null
  updated_at: number
}

export interface AgentResultTable {
  id: Generated<number>
  agent_id: number
  external_id: string
  call_external_id: string | null
  name: string
  outcome: string
  score: number | null
  summary: string
  measures: string
  at: number
  updated_at: number
}
