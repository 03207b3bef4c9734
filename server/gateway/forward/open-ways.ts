import type { NoticeBoard } from '../../store/notice-board.ts'

/** Revocations come in crowds; who is still let in is asked once for all of them. */
const GATHER_MS = 100
/** A credential also ends by itself. */
const LOOK_MS = 1_000

export interface OpenWay {
  /** Rejects when the caller would be let in no more. */
  isAllowed(): Promise<unknown>
  end(): void
  /** Whether it is a socket, which nothing but an end of ours will ever close. */
  readonly isSocket: boolean
}

/**
 * Answers that are still flowing and sockets that are open. Whoever is let in no more gets no more:
 * a stream that began before a revocation must not outlive it.
 */
export class OpenWays {
  readonly #open = new Set<OpenWay>()
  #gathering: NodeJS.Timeout | undefined
  readonly #timer: NodeJS.Timeout

  constructor(board: Pick<NoticeBoard, 'onNotice'>) {
    board.onNotice(() => {
      if (this.#open.size === 0) return
      this.#gathering ??= setTimeout(() => {
        this.#gathering = undefined
        void this.#look()
      }, GATHER_MS).unref()
    })
    this.#timer = setInterval(() => void this.#look(), LOOK_MS).unref()
  }

  add(way: OpenWay): () => void {
    this.#open.add(way)
    return () => this.#open.delete(way)
  }

  /** The server stops: answers may still flow to their end. */
  close(): void {
    clearTimeout(this.#gathering)
    clearInterval(this.#timer)
    for (const way of this.#open) if (way.isSocket) way.end()
  }

  async #look(): Promise<void> {
    for (const way of [...this.#open]) {
      try {
        await way.isAllowed()
      } catch {
        // Whether it may go on cannot be known, or it may not: it ends either way.
        this.#open.delete(way)
        way.end()
      }
    }
  }
}
