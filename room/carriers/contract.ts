import type { SeatView } from '../../server/conference/messages.ts'

export type Source = 'microphone' | 'camera'

/** How well a participant can be heard and seen from here. */
export type Link = 'connecting' | 'connected' | 'lost'

export interface CarrierEvents {
  /** What a participant sends; the same stream as before, or another. */
  stream(seatId: number, stream: MediaStream): void
  link(seatId: number, link: Link): void
}

export interface Carrier {
  /** After entering, first or again: these are in the room. */
  entered(you: SeatView, others: readonly SeatView[]): void
  joined(seat: SeatView): void
  /** Such as when a lost connection to the server is back. */
  changed(seat: SeatView): void
  left(seatId: number): void
  signal(from: number, content: unknown): void
  /** What is sent from now on; nothing, where a source is switched off. */
  send(source: Source, track: MediaStreamTrack | undefined): void
  close(): void
}
