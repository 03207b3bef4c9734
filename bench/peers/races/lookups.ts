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
    times('a key, and a token for it; better-auth with its database', 'token', ['database'], 20),
    times('a key, and a token for it; better-auth in memory', 'token', ['memory'], 3),
    times('a key that somebody asks about; better-auth with its database', 'key', ['database']),
    times('a key that somebody asks about; better-auth in memory', 'key', ['memory']),
    times('a key, and data from the store; better-auth with its database', 'data', ['database']),
    times('a key, and data from the store; better-auth in memory', 'data', ['memory']),
  ],
  open: together(
    ours(
      {
        token: ['Mintmark, a key, and an HS256 token for it', 'agent-token'],
        key: ['Mintmark, introspection of a key', introspectingKey],
        data: ['Mintmark, a key, and data from the store', 'resource-key'],
      },
      withResourceServer,
    ),
    peer('better-auth', 'better-auth, SQLite', NORMAL, verifyingKey, 'database'),
    peer('better-auth', 'better-auth, in memory', { KEYS: 'memory' }, verifyingKey, 'memory'),
  ),
}
