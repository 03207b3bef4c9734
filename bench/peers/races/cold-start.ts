import { start, startBareNode } from '../../cold-start.ts'
import type { Options } from '../../options.ts'
import { newFolder } from '../../server.ts'
import { collect } from '../../sources.ts'
import { requestBytes } from '../../wire.ts'
import { CLIENT_HEADERS, type PeerName, startPeer } from '../peer.ts'
import { type Entry, figure, type Lane, type Race } from '../race.ts'

const START_MS_MAX = 400

/** From the call that starts the program to its first token; a round is one start of each. */
const starts: Entry = async ({ isPinned }) => {
  const used = newFolder()
  await start(used, isPinned)
  const lane = (name: string, title: string, startOnce: () => Promise<number>): Lane => ({
    name,
    title,
    measure: async () => ({ startMs: await startOnce() }),
  })
  const our = async (folder: string) => (await start(folder, isPinned)).firstTokenMs
  return {
    lanes: [
      lane('node', 'a bare Node that does nothing', () => startBareNode(isPinned)),
      lane('existing', 'Mintmark on a folder in use', () => our(used)),
      lane('fresh', 'Mintmark on an empty folder', () => our(newFolder())),
      lane('oidc-provider', 'oidc-provider, in memory', () => startOf('oidc-provider', isPinned)),
      lane('better-auth', 'better-auth, SQLite', () =>
        startOf('better-auth', isPinned, '/api/auth/oauth2/token', 'https://api.example.com'),
      ),
    ],
    close: async () => {},
  }
}

async function startOf(
  name: PeerName,
  isPinned: boolean,
  path = '/token',
  resource = '',
): Promise<number> {
  const startMs = performance.now()
  const peer = await startPeer(name, {}, isPinned)
  try {
    const request = requestBytes(peer.host, {
      path,
      headers: CLIENT_HEADERS,
      form: {
        grant_type: 'client_credentials',
        scope: 'api:read',
        ...(resource === '' ? {} : { resource }),
      },
    })
    await collect(peer.port, 1, request, 'access_token')
    return performance.now() - startMs
  } finally {
    await peer.stop()
  }
}

export const coldStart: Race = {
  name: 'cold-start',
  title: 'cold start to the first token',
  verdicts: [
    figure('on a folder in use', 'milliseconds', 'existing', 'startMs', START_MS_MAX),
    figure('on an empty folder', 'milliseconds', 'fresh', 'startMs', START_MS_MAX),
  ],
  rounds: ({ starts }: Options) => starts,
  open: starts,
}
