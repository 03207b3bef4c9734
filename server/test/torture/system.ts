import type { Mint } from '../mint.ts'

/** One running server. */
export interface RunningNode {
  readonly place: number
  readonly mint: Mint
  /** When its process was started: what was acknowledged before, it must know from the start. */
  readonly startedAtMs: number
}

/** What is tortured: servers and, where there is one, their database. */
export interface System {
  /** Those that run now; a killed one is missing until it was started again. */
  readonly nodes: readonly RunningNode[]
  /** What can be killed. */
  readonly victims: readonly string[]
  /** SIGKILL, at once. */
  kill(victim: string): Promise<void>
  /** Starts again whatever was killed; answers when every node is ready. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** Settings that both kinds of system start their servers with. */
export const SETTINGS: Readonly<Record<string, string>> = {
  // What was issued must be good to the end of a long run.
  MINTMARK_STANDARD_ACCESS_TOKEN_LIFETIME_SEC: '86400',
  MINTMARK_STANDARD_CODE_LIFETIME_SEC: '600',
  MINTMARK_VOCALCOLA_CODE_LIFETIME_SEC: '600',
  MINTMARK_ROOM_LIFETIME_SEC: '86400',
  // A restart must fit into the window, or a lost answer could never be asked for again.
  MINTMARK_REFRESH_RETRY_WINDOW_SEC: '60',
  // Revoked secrets are tried on purpose, by the hundred.
  MINTMARK_LIMITS_SECRET_PER_CLIENT: '1000000',
  MINTMARK_LIMITS_SECRET_PER_IP: '1000000',
  MINTMARK_LIMITS_PASSWORD_PER_IP: '1000000',
  MINTMARK_LIMITS_PASSWORD_PER_ACCOUNT: '1000000',
  // A database that recovers is waited for.
  MINTMARK_DATABASE_WAIT_SEC: '30',
  MINTMARK_LOG_LEVEL: 'error',
}

export const RETRY_WINDOW_MS = 60_000
