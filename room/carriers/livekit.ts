// A LiveKit server carries the call. Who is in the room is told by our own socket; by the names of
// the seats what LiveKit carries finds its tile.
import { Room, RoomEvent, Track } from 'livekit-client'
import type { Carrier, CarrierEvents, Source } from './contract.ts'

const SOURCES = {
  microphone: Track.Source.Microphone,
  camera: Track.Source.Camera,
} as const satisfies Record<Source, Track.Source>

export function liveKitAt(url: string, token: string, events: CarrierEvents): Carrier {
  const room = new Room({ adaptiveStream: true, dynacast: true })
  const streams = new Map<number, MediaStream>()
  const sent = new Map<Source, MediaStreamTrack>()
  room.on(RoomEvent.TrackSubscribed, (track, _, { identity }) => {
    const seatId = seatOf(identity)
    if (seatId === undefined) return
    const stream = streams.get(seatId) ?? new MediaStream()
    streams.set(seatId, stream)
    stream.addTrack(track.mediaStreamTrack)
    events.stream(seatId, stream)
    events.link(seatId, 'connected')
  })
  room.on(RoomEvent.TrackUnsubscribed, (track, _, { identity }) => {
    const seatId = seatOf(identity)
    if (seatId !== undefined) streams.get(seatId)?.removeTrack(track.mediaStreamTrack)
  })
  const tellAll = (link: 'connecting' | 'connected') => {
    for (const { identity } of room.remoteParticipants.values()) {
      const seatId = seatOf(identity)
      if (seatId !== undefined) events.link(seatId, link)
    }
  }
  room.on(RoomEvent.Reconnecting, () => tellAll('connecting'))
  room.on(RoomEvent.Reconnected, () => tellAll('connected'))
  room.on(RoomEvent.ParticipantConnected, ({ identity }) => {
    const seatId = seatOf(identity)
    if (seatId !== undefined) events.link(seatId, 'connected')
  })
  let turn: Promise<void> = room.connect(url, token).then(() => tellAll('connected'))
  const inTurn = (step: () => Promise<unknown>) => {
    turn = turn
      .then(step)
      .then(() => {})
      .catch((thrown: unknown) => console.warn(String(thrown)))
  }
  return {
    entered() {},
    joined() {},
    changed() {},
    left: (seatId) => streams.delete(seatId),
    signal() {},
    send(source, track) {
      inTurn(async () => {
        const before = sent.get(source)
        if (before === track) return
        if (before !== undefined) await room.localParticipant.unpublishTrack(before, false)
        sent.delete(source)
        if (track === undefined) return
        await room.localParticipant.publishTrack(track, { source: SOURCES[source] })
        sent.set(source, track)
      })
    },
    close: () => void room.disconnect(),
  }
}

function seatOf(identity: string): number | undefined {
  const digits = /^seat_(\d+)$/.exec(identity)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
