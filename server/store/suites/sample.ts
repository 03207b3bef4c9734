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
