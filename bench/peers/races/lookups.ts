import { ours, peer } from '../lanes.ts'
import { type Race, times, together } from '../race.ts'
import { introspecting, verifyingKey } from '../requests.ts'

const NORMAL = { STORE: 'sqlite', SYNCHRONOUS: 'NORMAL' }

export const introspection: Race = {
  name: 'introspect',
  title: 'introspection of a stored token',
  verdicts: [
    times('× oidc-provider on SQLite', 'ours', ['oidc-provider'], 2.5),
    times('× better-auth', 'ours', ['better-auth'], 20),
  ],
  open: together(
    ours({ ours: ['Mintmark, a refresh token', 'introspect-refresh'] }),
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
    times('× better-auth with its database', 'ours', ['database'], 20),
    times('× better-auth with its cache in memory', 'ours', ['memory'], 3),
  ],
  open: together(
    ours({
      ours: ['Mintmark, a resource request with a key', 'resource-key'],
    }),
    peer('better-auth', 'better-auth, SQLite', NORMAL, verifyingKey, 'database'),
    peer('better-auth', 'better-auth, in memory', { KEYS: 'memory' }, verifyingKey, 'memory'),
  ),
}
