// Each browser is connected to each other one: no server sees or hears anything, and nothing but
// this page is needed. It is made for up to six.
import type { IceServer, SeatView } from '../../server/conference/messages.ts'
import type { Carrier, CarrierEvents, Source } from './contract.ts'
import { Peer, type Signal } from './peer.ts'

/** A page that was loaded anew is another one, even on the same seat. */
type Marked = Signal & { readonly page: string }

export interface Mesh extends Carrier {
  /** For whoever wants to know how the call is: one report for each other participant. */
  stats(): Promise<readonly RTCStatsReport[]>
}

export function meshOf(
  iceServers: readonly IceServer[],
  events: CarrierEvents,
  send: (to: number, content: unknown) => void,
): Mesh {
  const page = crypto.randomUUID()
  const peers = new Map<number, { readonly peer: Peer; page: string | undefined }>()
  const tracks = new Map<Source, MediaStreamTrack | undefined>()
  let own: SeatView | undefined
  const seats = new Map<number, SeatView>()

  function meet(seat: SeatView, isFirst: boolean, theirPage?: string): Peer {
    peers.get(seat.id)?.peer.close()
    const peer = new Peer({
      iceServers,
      isPolite: (own?.number ?? 0) < seat.number,
      isFirst,
      track: (source) => tracks.get(source) ?? null,
      send: (signal) => send(seat.id, { ...signal, page } satisfies Marked),
      onStream: (stream) => events.stream(seat.id, stream),
      onLink: (link) => events.link(seat.id, link),
    })
    peers.set(seat.id, { peer, page: theirPage })
    events.link(seat.id, 'connecting')
    return peer
  }

  return {
    entered(you, others) {
      own = you
      for (const id of [...peers.keys()]) if (!others.some((seat) => seat.id === id)) this.left(id)
      for (const seat of others) {
        seats.set(seat.id, seat)
        const known = peers.get(seat.id)?.peer
        // Whoever comes in makes the offers. What was said while this socket was away is lost, so
        // whatever is not connected begins anew.
        if (known?.isConnected !== true) meet(seat, true)
      }
    },
    joined(seat) {
      seats.set(seat.id, seat)
    },
    left(seatId) {
      peers.get(seatId)?.peer.close()
      peers.delete(seatId)
      seats.delete(seatId)
    },
    signal(from, content) {
      const signal = content as Marked // Of the same script on another page of this room.
      const seat = seats.get(from)
      if (seat === undefined || own === undefined) return
      const known = peers.get(from)
      const isNewPage = known?.page !== undefined && known.page !== signal.page
      const isOffer = 'description' in signal && signal.description.type === 'offer'
      const crossed = isOffer && known?.peer.isWaitingForFirstAnswer === true
      if (crossed && !isNewPage && own.number > seat.number) return
      if (known === undefined || isNewPage || crossed) {
        // Candidates of a page whose offer has not come lead nowhere.
        if (!isOffer) return
        meet(seat, false, signal.page).hear(signal)
        return
      }
      known.page = signal.page
      known.peer.hear(signal)
    },
    send(source, track) {
      tracks.set(source, track)
      for (const { peer } of peers.values()) peer.send(source, track ?? null)
    },
    stats: () => Promise.all([...peers.values()].map(({ peer }) => peer.stats)),
    close() {
      for (const { peer } of peers.values()) peer.close()
      peers.clear()
    },
  }
}
