// Who is in the room: a tile for each, in the order of their seats, this participant first.
import type { SeatView } from '../server/conference/messages.ts'
import type { CarrierEvents } from './carriers/contract.ts'
import { el } from './dom.ts'
import { type Tile, tileOf } from './tile.ts'
import type { Words } from './words.ts'

export interface People extends CarrierEvents {
  readonly element: HTMLElement
  readonly names: (seatId: number) => string
  /** Shows exactly these. */
  set(you: SeatView, others: readonly SeatView[]): void
  put(seat: SeatView): void
  remove(seatId: number): void
  own(picture: MediaStreamTrack | undefined, change: Partial<SeatView>): void
}

export function peopleOf(words: Words, isAgent: boolean, onKick: (seatId: number) => void): People {
  const element = el('ul', { class: 'grid', 'aria-label': words('people') })
  const tiles = new Map<number, { readonly tile: Tile; seat: SeatView }>()
  let ownId: number | undefined

  const arrange = () => {
    element.dataset.count = String(tiles.size)
    const ordered = [...tiles.values()].sort((a, b) => {
      if (a.seat.id === ownId || b.seat.id === ownId) return a.seat.id === ownId ? -1 : 1
      return a.seat.number - b.seat.number
    })
    for (const [at, { tile }] of ordered.entries()) {
      if (element.children[at] !== tile.element)
        element.insertBefore(tile.element, element.children[at] ?? null)
    }
  }
  const put = (seat: SeatView) => {
    const known = tiles.get(seat.id)
    if (known !== undefined) {
      known.seat = seat
      known.tile.show(seat)
      return
    }
    const isOwn = seat.id === ownId
    const kick = isAgent && !isOwn ? () => onKick(seat.id) : undefined
    tiles.set(seat.id, { tile: tileOf(seat, { isOwn, words, onKick: kick }), seat })
    arrange()
  }
  const remove = (seatId: number) => {
    tiles.get(seatId)?.tile.element.remove()
    tiles.delete(seatId)
    arrange()
  }
  return {
    element,
    names: (seatId) => tiles.get(seatId)?.seat.name || words('guest'),
    set(you, others) {
      ownId = you.id
      const ids = new Set([you.id, ...others.map(({ id }) => id)])
      for (const id of [...tiles.keys()]) if (!ids.has(id)) remove(id)
      put(you)
      for (const other of others) put(other)
      arrange()
    },
    put,
    remove,
    own(picture, change) {
      const known = ownId === undefined ? undefined : tiles.get(ownId)
      if (known === undefined) return
      put({ ...known.seat, ...change })
      known.tile.stream(new MediaStream(picture === undefined ? [] : [picture]))
    },
    stream: (seatId, stream) => tiles.get(seatId)?.tile.stream(stream),
    link: (seatId, link) => tiles.get(seatId)?.tile.link(link),
  }
}
