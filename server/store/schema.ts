import type { Generated } from 'kysely'
import type { AgentCallTable, AgentResultTable, FrameTable, LeaseTable } from './embed-tables.ts'

/**
 * The tables. Primary keys are sequential integers (random keys cost three times the writes);
 * public ids and hashes are indexed columns. Instants are integer seconds, flags 0 or 1,
 * lists are texts separated by spaces (scopes, roles) or line breaks (URIs).
 */
export interface Schema {
  facts: { name: string; text: string }
  organizations: { id: Generated<number>; name: string; created_at: number }
  clients: ClientTable
  credentials: CredentialTable
  users: UserTable
  sign_ins: SignInTable
  passkeys: PasskeyTable
  recovery_codes: RecoveryCodeTable
  /** A passkey's challenge: good once, for a few minutes. */
  ceremonies: CeremonyTable
  invitations: InvitationTable
  codes: CodeTable
  families: FamilyTable
  /** `user 7`, `consent 3 7`: a root and its id. What was founded under it until then is dead. */
  revoked_roots: { root: string; at: number }
  notices: NoticeTable
  signing_keys: SigningKeyTable
  scopes: { value: string; dialect: string; resource: string; description: string }
  agents: AgentTable
  leases: LeaseTable
  frames: FrameTable
  agent_calls: AgentCallTable
  agent_results: AgentResultTable
  /** What operators changed of a style while serving; absent is as configured. */
  dialect_settings: DialectSettingTable
  /** What operators made of the configured regions; none is as configured. */
  regions: { name: string; token_host: string; api_host: string; is_default: number }
  apis: ApiTable
  idempotency_keys: IdempotencyKeyTable
  /** Who has used up their guesses, until when. */
  blocks: BlockTable
  /** Counts by stretch of time, for pictures of what went on. */
  tallies: TallyTable
  rooms: RoomTable
  seats: SeatTable
  plans: { id: Generated<number>; organization_id: number; name: string }
  plan_guests: { plan_id: number; user_id: number }
  locations: LocationTable
  availability: AvailabilityTable
  outbox: OutboxTable
  /** How many texts were asked for under each cap, by the window in which they were. */
  text_counts: { id: Generated<number>; cap: string; subject: string; at: number; count: number }
  opt_outs: OptOutTable
  audit: AuditTable
  /** The limiter's library counts in it; its instants are milliseconds of real time. */
  attempts: { key: string; points: number; expire: number | null }
}

export interface ClientTable {
  id: Generated<number>
  client_id: string
  organization_id: number
  dialect: string
  name: string
  is_public: number
  is_enabled: number
  scopes: string
  audiences: string
  redirect_uris: string
  access_token_lifetime_sec: number | null
  created_at: number
  updated_at: number
  deleted_at: number | null
  /** `user:<public id>`, `key:<id>` or `cli`. */
  created_by: string | null
  allowed_ips: string
  allowed_origins: string
  allowed_agents: string
  is_listed: number
}

/** A client secret, API key, key pair's private half or management key: only its keyed hash. */
export interface CredentialTable {
  id: Generated<number>
  client_row: number | null
  kind: string
  name: string | null
  secret_hash: Uint8Array
  last_four: string
  created_at: number
  expires_at: number | null
  revoked_at: number | null
  created_by: string | null
  last_used_at: number | null
  /** Of a management key, as is the organization; a key of the whole platform has none. */
  permissions: string
  organization_id: number | null
}

export interface UserTable {
  id: Generated<number>
  public_id: string
  organization_id: number
  email: string
  name: string
  password_hash: string | null
  roles: string
  is_enabled: number
  is_kiosk_host: number
  created_at: number
  totp_sealed: Uint8Array | null
  totp_confirmed_at: number | null
  totp_last_step: number | null
  last_signed_in_at: number | null
  /** Of a deleted one only the ids are left. */
  deleted_at: number | null
}

export interface SignInTable {
  id: Generated<number>
  user_id: number
  secret_hash: Uint8Array
  created_at: number
  expires_at: number
  /** `full`, or `pending` while the second factor is missing. */
  kind: string
  method: string | null
  ip: string | null
  user_agent: string | null
  last_seen_at: number | null
}

export interface PasskeyTable {
  id: Generated<number>
  user_id: number
  credential_id: Uint8Array
  verifying_key: Uint8Array
  counter: number
  transports: string
  name: string
  created_at: number
  last_used_at: number | null
}

export interface RecoveryCodeTable {
  id: Generated<number>
  user_id: number
  secret_hash: Uint8Array
  used_at: number | null
}

export interface CeremonyTable {
  id: Generated<number>
  kind: string
  user_id: number | null
  secret_hash: Uint8Array
  expires_at: number
}

/** A one-time link to set a password by; without a user it makes the first operator. */
export interface InvitationTable {
  id: Generated<number>
  user_id: number | null
  secret_hash: Uint8Array
  created_at: number
  expires_at: number
  consumed_at: number | null
}

export interface CodeTable {
  id: Generated<number>
  secret_hash: Uint8Array
  client_row: number
  user_id: number
  scope: string
  audience: string
  redirect_uri: string
  is_redirect_uri_named: number
  code_challenge: string | null
  expires_at: number
  consumed_at: number | null
  family_id: number | null
  created_at: number
}

export interface FamilyTable {
  id: Generated<number>
  client_row: number
  credential_id: number | null
  user_id: number | null
  scope: string
  audience: string
  salt: Uint8Array
  kind: string
  generation: number
  rotated_at: number
  created_at: number
  expires_at: number | null
  revoked_at: number | null
  last_used_at: number | null
}

/** The feed that every node follows: what is revoked and what has changed. */
export interface NoticeTable {
  id: Generated<number>
  topic: string
  kind: string
  target: string
  at: number
  expires_at: number
}

export interface SigningKeyTable {
  id: Generated<number>
  key_id: string
  dialect: string
  algorithm: string
  sealed_private_key: Uint8Array
  public_jwk: string | null
  certificate_thumbprint: string | null
  certificate: string | null
  created_at: number
  activates_at: number
  retires_at: number | null
  removed_at: number | null
}

export interface RoomTable {
  id: Generated<number>
  client_row: number
  organization_id: number
  call_reference: string
  phone_number: string | null
  guest_hash: Uint8Array | null
  created_at: number
  expires_at: number | null
  joined_at: number | null
  finished_at: number | null
  request_key: string | null
  started_at: number | null
}

export interface SeatTable {
  id: Generated<number>
  room_id: number
  number: number
  name: string
  user_id: number | null
  taken_at: number
  seen_at: number
  left_at: number | null
  is_carried: Generated<number>
}

export interface LocationTable {
  id: Generated<number>
  organization_id: number
  name: string
  is_enabled: number
  locale: string
  timezone: string
  capacity_limit: number | null
  line1: string
  city: string
  state: string
  postal_code: string
  country: string
  created_at: number
  updated_at: number
}

export interface AvailabilityTable {
  organization_id: number
  skill: string
  ready: number
  away: number
  extended_away: number
  logged_out: number
}

/** A text is stored as what it is about, never as its words: those hold a live link. */
export interface OutboxTable {
  id: Generated<number>
  room_id: number
  recipient: string
  created_at: number
  sent_at: number | null
  state: Generated<string>
  /** Since it was asked for, or since an operator asked for it again. */
  tries: Generated<number>
  /** Ever: tells one try from another. */
  claims: Generated<number>
  due_at: Generated<number>
  reason: string | null
  provider: string | null
  provider_reference: string | null
}

/** A number to which nothing is sent. */
export interface OptOutTable {
  id: Generated<number>
  phone_number: string
  /** `reply`, `provider` or `operator`. */
  source: string
  created_at: number
  created_by: string | null
}

export interface AuditTable {
  id: Generated<number>
  first_at: number
  last_at: number
  count: number
  action: string
  outcome: string
  dialect: string | null
  client_row: number | null
  user_id: number | null
  family_id: number | null
  credential_id: number | null
  ip: string | null
  request_id: string | null
  scope: string | null
  detail: string | null
  organization_id: number | null
  actor_user_id: number | null
}

export interface AgentTable {
  id: number
  organization_id: number
  name: string
  is_active: number
  allowed_origins: string
  created_at: number
  lease_redeem_sec: number | null
  lease_uses: number | null
  lease_open_sec: number | null
  lease_frames: number | null
  lease_heartbeat_sec: number | null
  /** What its frame shows in place of our pages. */
  frame_url: string | null
}

export interface DialectSettingTable {
  dialect: string
  is_enabled: number
  access_token_lifetime_sec: number | null
  refresh_token_lifetime_sec: number | null
  code_lifetime_sec: number | null
  updated_at: number
}

/** An API that the gateway stands before; the document is JSON. */
export interface ApiTable {
  id: Generated<number>
  name: string
  document: string
  created_at: number
  updated_at: number
}

export interface IdempotencyKeyTable {
  id: Generated<number>
  actor: string
  key_hash: Uint8Array
  fingerprint: Uint8Array
  /** Absent until the request is answered. */
  status: number | null
  sealed_answer: Uint8Array | null
  expires_at: number
}

export interface BlockTable {
  id: Generated<number>
  bucket: string
  subject: string
  refusals: number
  first_at: number
  last_at: number
  expires_at: number
}

export interface TallyTable {
  id: Generated<number>
  /** How long its stretch of time is. */
  step_sec: number
  /** Whose clients are counted; 0 for all together. */
  organization_id: number
  at: number
  topic: string
  dialect: string
  label: string
  count: number
}
