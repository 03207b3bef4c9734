import { startBareHttp } from '../../start-bare-http.ts'
import { ours, peer, raw, serverLane } from '../lanes.ts'
import { type Entry, type Race, share, times, together } from '../race.ts'
import { clientCredentials } from '../requests.ts'

const PEERS = ['oidc-provider', 'oauth2-server', 'oauth2-mock-server', 'better-auth'] as const
const RESOURCE = 'https://api.example.com'

function peersSigning(ALGORITHM: 'RS256' | 'ES256') {
  const env = { ALGORITHM }
  return [
    peer('oidc-provider', 'oidc-provider, in memory', env, clientCredentials()),
    peer('oauth2-server', 'oauth2-server, in memory', env, clientCredentials()),
    peer('oauth2-mock-server', 'oauth2-mock-server, asks nobody', env, clientCredentials()),
    peer(
      'better-auth',
      'better-auth, tuned',
      env,
      clientCredentials('/api/auth/oauth2/token', RESOURCE),
    ),
  ]
}

const BARE_TITLE = 'a bare node:http that only signs'

/** What is left of the signing rate where nothing but HTTP comes on top. */
const bareSigning: Entry = async ({ options, isPinned }) => {
  const server = await startBareHttp(isPinned, { env: { SIGNS: 'RS256' } })
  const open = async () => server.source()
  return {
    lanes: [serverLane('bare', BARE_TITLE, server, open, options.repeatsMax)],
    close: server.stop,
  }
}

export const clientCredentialsRs256: Race = {
  name: 'cc-rs256',
  title: 'client_credentials, RS256',
  verdicts: [
    share('the raw RSA-2048 signing rate', 'ours', 'rs256Sign', 0.8),
    share(`${BARE_TITLE}; the raw signing rate`, 'bare', 'rs256Sign'),
    times('the best peer', 'ours', PEERS, 1.15),
  ],
  open: together(
    raw({ rs256Sign: 'RSA-2048 signature alone, `node:crypto`' }),
    bareSigning,
    ours({ ours: ['Mintmark', 'cc-rs256'] }),
    ...peersSigning('RS256'),
  ),
}

export const clientCredentialsEs256: Race = {
  name: 'cc-es256',
  title: 'client_credentials, ES256',
  verdicts: [
    times('the best peer', 'ours', PEERS, 1.6),
    times('oidc-provider', 'ours', ['oidc-provider'], 2.3),
  ],
  open: together(
    raw({ es256Sign: 'P-256 signature alone, `node:crypto`' }),
    ours({ ours: ['Mintmark', 'cc-es256'] }),
    ...peersSigning('ES256'),
  ),
}
