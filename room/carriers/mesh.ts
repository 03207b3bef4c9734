// Each browser is connected to each other one: no server sees or hears anything, and nothing but
// this page is needed. It is made for up to six.
import type { IceServer, SeatView } from '../../server/conference/messages.ts'
import type { Carrier, CarrierEvents, Source } from './contract.ts'
import { Peer, type Signal } from './peer.ts'

/**
 * A connection has a name, which the end that begins it makes up. Both ends may begin one at the
 * same time, and what was said of an older one may still be under way.
 */
type Named = Signal & { readonly connection: string; readonly isFirst: boolean }

export interface Mesh extends Carrier {
  /** For whoever wants to know how the call is: one report for each other participant. */
  stats(): Promise<readonly RTCStatsReport[]>
}

export function meshOf(
  iceServers: readonly IceServer[],
  events: CarrierEvents,
  send: (to: number, content: unknown) => void,
): Mesh {
  const peers = new Map<number, { readonly peer: Peer; readonly name: string }>()
  const tracks = new Map<Source, MediaStreamTrack | undefined>()
  let own: SeatView | undefined
  const seats = new Map<number, SeatView>()

  /** Without a name of theirs it is begun from here. */
  function meet(seat: SeatView, theirName?: string): Peer {
    peers.get(seat.id)?.peer.close()
    const name = theirName ?? crypto.randomUUID()
    const peer = new Peer({
      iceServers,
      isPolite: (own?.number ?? 0) < seat.number,
      isFirst: theirName === undefined,
      track: (source) => tracks.get(source) ?? null,
      send: (signal) => {
        const isFirst = isOffer(signal) && peer.isWaitingForFirstAnswer
        send(seat.id, { ...signal, connection: name, isFirst } satisfies Named)
      },
      onStream: (stream) => events.stream(seat.id, stream),
      onLink: (link) => events.link(seat.id, link),
    })
    peers.set(seat.id, { peer, name })
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
        if (known?.isConnected !== true) meet(seat)
        else known.repeatOffer()
      }
    },
    joined(seat) {
      seats.set(seat.id, seat)
    },
    changed(seat) {
      const isBack = seats.get(seat.id)?.isAway === true && !seat.isAway
      seats.set(seat.id, seat)
      // What was offered meanwhile was heard by nobody.
      if (isBack) peers.get(seat.id)?.peer.repeatOffer()
    },
    left(seatId) {
      peers.get(seatId)?.peer.close()
      peers.delete(seatId)
      seats.delete(seatId)
    },
    signal(from, content) {
      const signal = content as Named // Of the same script on another page of this room.
      const seat = seats.get(from)
      if (seat === undefined || own === undefined) return
      const known = peers.get(from)
      if (known?.name === signal.connection) return known.peer.hear(signal)
      // Of a connection that is none any more.
      if (!signal.isFirst) return
      const isCrossed = known?.peer.isWaitingForFirstAnswer === true
      // Ours counts, and may have been said while they were away.
      if (isCrossed && own.number > seat.number) return known.peer.repeatOffer()
      meet(seat, signal.connection).hear(signal)
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

function isOffer(signal: Signal): boolean {
  return 'description' in signal && signal.description.type === 'offer'
}
