import { randomUUID } from 'node:crypto'
import { boundedCache } from '../protocol/bounded-cache.ts'
import { WORD_BYTES_MAX } from '../store/engine.ts'
import type { Store } from '../store/store.ts'
import type { Envelope } from './switchboard.ts'

/** Of an envelope's bytes; in base64, and with what says where it belongs, a word holds it. */
const PIECE_BYTES = 5_600
/** Envelopes of which a piece has not come yet, and never will where a node has ended. */
const UNFINISHED_MAX = 500
/** An end of a room, a name: what waits longer is of no use to anybody. */
const QUEUE_MAX = 2_000

interface Piece {
  readonly node: string
  readonly id: number
  readonly at: number
  readonly of: number
  readonly bytes: string
}

/**
 * Participants of one room may be connected to different nodes. What is said passes through the
 * database's notifications, in order and kept nowhere; where one is lost, a browser that hears no
 * answer begins anew. Behind a pooler that lends sessions there are none: rooms then need a
 * balancer that sends a room's participants to one node, or an engine that carries calls elsewhere.
 */
export function relayOn(
  store: Pick<Store, 'tellNodes' | 'onWord'>,
  deliver: (envelope: Envelope) => void,
  onError: (cause: unknown) => void,
): ((envelope: Envelope) => void) | undefined {
  const { tellNodes } = store
  if (tellNodes === undefined) return undefined
  const node = randomUUID()
  const unfinished = boundedCache<string, string[]>(UNFINISHED_MAX)
  let last = 0
  let waiting = 0
  let turn: Promise<void> = Promise.resolve()

  store.onWord('room', (word) => {
    const piece = JSON.parse(word) as Piece // Of another node of this release.
    if (piece.node === node) return
    const key = `${piece.node} ${piece.id}`
    const pieces = unfinished.get(key) ?? []
    pieces[piece.at] = piece.bytes
    if (pieces.filter((one) => one !== undefined).length < piece.of) {
      unfinished.set(key, pieces)
      return
    }
    unfinished.delete(key)
    const text = Buffer.concat(pieces.map((one) => Buffer.from(one, 'base64'))).toString('utf8')
    deliver(JSON.parse(text) as Envelope)
  })

  return (envelope) => {
    if (waiting >= QUEUE_MAX) return onError(new Error('rooms say more than nodes can pass on'))
    const bytes = Buffer.from(JSON.stringify(envelope))
    const of = Math.ceil(bytes.length / PIECE_BYTES)
    last += 1
    for (let at = 0; at < of; at += 1) {
      const part = bytes.subarray(at * PIECE_BYTES, (at + 1) * PIECE_BYTES).toString('base64')
      say({ node, id: last, at, of, bytes: part })
    }
  }

  function say(piece: Piece): void {
    const word = JSON.stringify(piece)
    if (word.length > WORD_BYTES_MAX) throw new Error('a piece is longer than a word')
    waiting += 1
    // One after the other, or an answer could come before what it answers.
    turn = turn
      .then(() => tellNodes?.('room', word))
      .catch(onError)
      .finally(() => {
        waiting -= 1
      })
  }
}
