import type { ServerMessage } from '../../server/conference/messages.ts'
import type { Carrier, CarrierEvents } from './contract.ts'
import { meshOf } from './mesh.ts'

type Entered = Extract<ServerMessage, { type: 'entered' }>

/** What the server says carries this call; Jitsi Meet, which has a page of its own, is none. */
export async function carrierFor(
  { admission, iceServers }: Entered,
  events: CarrierEvents,
  send: (to: number, content: unknown) => void,
): Promise<Carrier | undefined> {
  switch (admission.name) {
    case 'embedded': {
      const mesh = meshOf(iceServers, events, send)
      exposeStats(mesh.stats)
      return mesh
    }
    case 'livekit': {
      // A megabyte that only calls by way of LiveKit load.
      const { liveKitAt } = await import('./livekit.ts')
      return liveKitAt(admission.url, admission.token, events)
    }
    case 'jitsi':
      return undefined
    default:
      return admission satisfies never
  }
}

/** How the call is, for the browser's console and for whoever looks into a bad one. */
function exposeStats(stats: () => Promise<readonly RTCStatsReport[]>): void {
  Object.assign(globalThis, {
    callStats: async () => (await stats()).map((report) => [...report.values()]),
  })
}
