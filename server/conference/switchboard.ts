import type { Devices, SeatView, ServerMessage } from './messages.ts'

/** A participant's socket. */
export interface Line {
  send(message: ServerMessage): void
  close(code: number): void
}

/** What is said in a room, to whom; nodes pass it on to each other. */
export interface Envelope {
  readonly roomId: number
  /** One seat, or all that are in the room. */
  readonly to: number | 'all'
  readonly except?: number | undefined
  readonly message: ServerMessage
  /** Closes the sockets that it reaches, with this code. */
  readonly close?: number | undefined
}

interface Place {
  view: SeatView
  line: Line | undefined
}

const NO_DEVICES: Devices = { camera: false, microphone: false, screen: false }

/**
 * Who is in which room on this node, and their sockets. It passes words on and forgets them; what
 * must outlive the node stands in the store.
 */
export class Switchboard {
  #rooms = new Map<number, Map<number, Place>>()
  #publish: (envelope: Envelope) => void

  /** `publish` reaches the participants of the same rooms on other nodes. */
  constructor(publish: (envelope: Envelope) => void = () => {}) {
    this.#publish = publish
  }

  /** Puts a participant through. Whoever held the seat's line before is cut off. */
  connect(roomId: number, view: SeatView, line: Line, takenOver: Envelope): void {
    this.say(takenOver)
    const room = this.#rooms.get(roomId) ?? new Map<number, Place>()
    this.#rooms.set(roomId, room)
    const devices = room.get(view.id)?.view.devices ?? view.devices
    room.set(view.id, { view: { ...view, devices, isAway: false }, line })
  }

  /** What this node knows of a seat; others are known by their row alone until they are heard. */
  view(roomId: number, seatId: number): SeatView | undefined {
    return this.#rooms.get(roomId)?.get(seatId)?.view
  }

  change(roomId: number, seatId: number, change: Partial<SeatView>): SeatView | undefined {
    const place = this.#rooms.get(roomId)?.get(seatId)
    if (place === undefined) return undefined
    place.view = { ...place.view, ...change }
    return place.view
  }

  /** True where the line was still this one. */
  hangUp(roomId: number, seatId: number, line: Line): boolean {
    const place = this.#rooms.get(roomId)?.get(seatId)
    if (place?.line !== line) return false
    place.line = undefined
    return true
  }

  /** To everybody whom it is for, here and on other nodes. */
  say(envelope: Envelope): void {
    this.deliver(envelope)
    this.#publish(envelope)
  }

  /** To those whom it is for here: what another node has said as well. */
  deliver({ roomId, to, except, message, close }: Envelope): void {
    const room = this.#rooms.get(roomId)
    if (room === undefined) return
    for (const [seatId, place] of room) {
      if ((to !== 'all' && to !== seatId) || seatId === except) continue
      const { line } = place
      line?.send(message)
      if (close === undefined || line === undefined) continue
      place.line = undefined
      line.close(close)
    }
    if (message.type === 'left') room.delete(message.seat)
    if (room.size === 0 || (message.type === 'ended' && to === 'all')) this.#rooms.delete(roomId)
    if (message.type === 'joined' && !room.has(message.seat.id)) this.#introduce(roomId, message)
  }

  /** Whoever is new on another node knows those here by their rows: they tell of themselves. */
  #introduce(roomId: number, { seat }: Extract<ServerMessage, { type: 'joined' }>): void {
    for (const { view, line } of this.#rooms.get(roomId)?.values() ?? []) {
      if (line === undefined) continue
      this.#publish({ roomId, to: seat.id, message: { type: 'changed', seat: view } })
    }
  }

  /** Seats whose sockets are open here. */
  held(): readonly { readonly roomId: number; readonly seatId: number }[] {
    return [...this.#rooms].flatMap(([roomId, room]) =>
      [...room].flatMap(([seatId, { line }]) => (line === undefined ? [] : [{ roomId, seatId }])),
    )
  }

  closeAll(code: number): void {
    for (const room of this.#rooms.values()) {
      for (const place of room.values()) {
        place.line?.close(code)
        place.line = undefined
      }
    }
    this.#rooms.clear()
  }
}

export function newView(seat: Omit<SeatView, 'isAway' | 'devices'>): SeatView {
  return { ...seat, isAway: false, devices: NO_DEVICES }
}
