/** What one request costs, on average over many of its kind that come one after the other. */
export interface Work {
  /** To SQLite, those that begin and end transactions among them. */
  readonly statements: number
  /** Each of them a sync of the log. */
  readonly commits: number
  /** RSA and ECDSA. */
  readonly signatures: number
  /** On the heap of the server. */
  readonly allocatedBytes: number
}

/**
 * The most that a request of each row of `rows.ts` may cost. Bytes have a third of room: how soon
 * the compiler has done with a path, and so what it still allocates, differs from run to run.
 */
export const CEILINGS: Readonly<Record<string, Work>> = {
  'cc-rs256': { statements: 0, commits: 0, signatures: 1, allocatedBytes: 75_000 },
  'cc-es256': { statements: 0, commits: 0, signatures: 1, allocatedBytes: 60_000 },
  'cc-envoy': { statements: 0, commits: 0, signatures: 1, allocatedBytes: 50_000 },
  'embed-hs256': { statements: 1, commits: 0, signatures: 0, allocatedBytes: 75_000 },
  'agent-token': { statements: 0, commits: 0, signatures: 0, allocatedBytes: 47_000 },
  'refresh-standard': { statements: 7, commits: 1, signatures: 1, allocatedBytes: 98_000 },
  code: { statements: 9, commits: 1, signatures: 1, allocatedBytes: 90_000 },
  'code-vocalcola': { statements: 9, commits: 1, signatures: 0, allocatedBytes: 70_000 },
  'refresh-envoy': { statements: 7, commits: 1, signatures: 1, allocatedBytes: 85_000 },
  'introspect-jwt': { statements: 0, commits: 0, signatures: 0, allocatedBytes: 40_000 },
  'introspect-refresh': { statements: 1, commits: 0, signatures: 0, allocatedBytes: 45_000 },
  'resource-bearer': { statements: 1, commits: 0, signatures: 0, allocatedBytes: 42_000 },
  'resource-key': { statements: 2, commits: 0, signatures: 0, allocatedBytes: 50_000 },
  'revoke-stored': { statements: 9, commits: 1, signatures: 0, allocatedBytes: 70_000 },
  revoke: { statements: 7, commits: 1, signatures: 0, allocatedBytes: 80_000 },
}

/** The most that a row may take in SQLite, with its share of indexes and of half full pages. */
export const BYTES_PER_ROW: Readonly<Record<string, number>> = {
  clients: 135,
  credentials: 135,
  families: 105,
}
