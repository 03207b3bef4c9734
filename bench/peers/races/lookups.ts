import { ours, peer } from '../lanes.ts'
import { type Race, times, together } from '../race.ts'
import { introspecting, verifyingKey } from '../requests.ts'
import { introspectingKey, withResourceServer } from '../resource-server.ts'

const NORMAL = { STORE: 'sqlite', SYNCHRONOUS: 'NORMAL' }

export const introspection: Race = {
  name: 'introspect',
  title: 'introspection of a stored token or key',
  verdicts: [
    times('a token; oidc-provider on SQLite', 'token', ['oidc-provider'], 2.5),
    times('a token; better-auth', 'token', ['better-auth'], 20),
    times('an API key; oidc-provider on SQLite', 'key', ['oidc-provider'], 2.5),
    times('an API key; better-auth', 'key', ['better-auth'], 20),
  ],
  open: together(
    ours(
      {
        token: ['Mintmark, a refresh token', 'introspect-refresh'],
        key: ['Mintmark, an API key', introspectingKey],
      },
      withResourceServer,
    ),
    peer('oidc-provider', 'oidc-provider, SQLite', NORMAL, introspecting('/token/introspection')),
    peer(
      'better-auth',
      'better-auth, SQLite',
      NORMAL,
      introspecting('/api/auth/oauth2/introspect'),
    ),
  ),
}

export const apiKey: Race = {
  name: 'api-key',
  title: 'API key verification',
  verdicts: [
    times('better-auth with its database', 'ours', ['database'], 20),
    times('better-auth with its cache in memory', 'ours', ['memory'], 3),
  ],
  open: together(
    ours({ ours: ['Mintmark, a whole resource request', 'resource-key'] }),
    peer('better-auth', 'better-auth, SQLite', NORMAL, verifyingKey, 'database'),
    peer('better-auth', 'better-auth, in memory', { KEYS: 'memory' }, verifyingKey, 'memory'),
  ),
}
