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
    times('a stored token; oidc-provider at FULL', 'stored', ['oidc-provider'], 6),
    times('a stored token; better-auth at FULL', 'stored', ['better-auth']),
    times('a JWT; oidc-provider, a stored token', 'signed', ['oidc-provider']),
  ],
  open: together(
    ours({
      stored: ['Mintmark, FULL, a refresh token with its family', 'revoke-stored'],
      signed: ['Mintmark, FULL, a JWT, its signature verified', 'revoke'],
    }),
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
