import { ours, peer } from '../lanes.ts'
import { type Race, times, together } from '../race.ts'
import { exchanging, refreshing, revoking } from '../requests.ts'

const FULL = { STORE: 'sqlite', SYNCHRONOUS: 'FULL' }
const NORMAL = { STORE: 'sqlite', SYNCHRONOUS: 'NORMAL' }
const BETTER_AUTH = '/api/auth/oauth2'

export const refresh: Race = {
  name: 'refresh',
  title: 'refresh with rotation, SQLite FULL',
  verdicts: [
    times('oidc-provider at FULL', 'ours', ['oidc-provider'], 7),
    times('better-auth at FULL', 'ours', ['better-auth']),
  ],
  open: together(
    ours({ ours: ['Mintmark, FULL', 'refresh-standard'] }),
    peer('oidc-provider', 'oidc-provider, SQLite FULL', FULL, refreshing()),
    peer('better-auth', 'better-auth, SQLite FULL', FULL, refreshing(`${BETTER_AUTH}/token`)),
  ),
}

export const code: Race = {
  name: 'code',
  title: 'authorization code exchange, SQLite FULL',
  verdicts: [
    times('oidc-provider at NORMAL', 'ours', ['oidc-provider'], 3),
    times('better-auth at NORMAL', 'ours', ['better-auth']),
  ],
  open: together(
    ours({ ours: ['Mintmark, FULL', 'code'] }),
    peer('oidc-provider', 'oidc-provider, SQLite NORMAL', NORMAL, exchanging('oidc-provider')),
    peer(
      'better-auth',
      'better-auth, SQLite NORMAL',
      NORMAL,
      exchanging('better-auth', `${BETTER_AUTH}/token`),
    ),
  ),
}

export const revocation: Race = {
  name: 'revoke',
  title: 'revocation, SQLite FULL',
  verdicts: [
    times('oidc-provider at FULL', 'ours', ['oidc-provider'], 6),
    times('better-auth at FULL', 'ours', ['better-auth']),
  ],
  open: together(
    ours({ ours: ['Mintmark, FULL, a JWT', 'revoke'] }),
    peer(
      'oidc-provider',
      'oidc-provider, SQLite FULL, a stored token',
      FULL,
      revoking('oidc-provider', '/token/revocation'),
    ),
    peer(
      'better-auth',
      'better-auth, SQLite FULL, a stored token',
      FULL,
      revoking('better-auth', `${BETTER_AUTH}/revoke`),
    ),
  ),
}
