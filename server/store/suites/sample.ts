// What several suites put into a store.

export const AT = 1_800_000_000
export const BYTES = new Uint8Array(32).fill(7)

export const CLIENT = {
  clientId: 'mmc_suite',
  organizationId: 1,
  dialect: 'standard',
  name: 'Suite',
  isPublic: false,
  isEnabled: true,
  scopes: ['a:read', 'b'],
  audiences: ['https://api.test'],
  redirectUris: ['https://c.test/cb?x=1', 'https://c.test/other'],
  accessTokenLifetimeSec: 60,
  allowedIps: ['192.0.2.0/24'],
  allowedOrigins: ['https://site.test'],
  allowedAgents: [7],
  isListed: true,
  createdBy: 'cli',
  at: AT,
}

export const FAMILY = {
  clientRow: 1,
  credentialId: undefined,
  userId: undefined,
  scope: ['a:read'],
  audience: [],
  salt: BYTES.slice(0, 16),
  kind: 'refresh',
  createdAt: AT,
  expiresAt: AT + 100,
} as const

export const CODE = {
  secretHash: BYTES,
  clientRow: 1,
  userId: 1,
  scope: ['a:read'],
  audience: [],
  redirectUri: 'https://c.test/cb',
  isRedirectUriNamed: true,
  createdAt: AT,
  codeChallenge: undefined,
  expiresAt: AT + 60,
}
