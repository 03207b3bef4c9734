import type { OpenFrame } from '../store/frames.ts'
import type { Notice } from '../store/notices.ts'
import type { EmbedDeps } from './deps.ts'
import { type EndReason, whyOver } from './why-over.ts'

const TICK_MS = 500
/** Proxies give up on a connection in which nothing is said. */
const WORD_EVERY_TICKS = 30

export interface Watched {
  readonly frame: OpenFrame
  readonly clientId: string
  readonly dialect: string
  /** Says something that means nothing. */
  keepAlive(): void
  end(reason: EndReason): void
  /** It listens elsewhere now. */
  replace(): void
}

export interface FrameWatch {
  /** Answers how to stop watching. */
  watch(one: Watched): () => void
  /** Hears that the server stops: pages come back to another node. Answers how not to hear. */
  onClose(closed: () => void): () => void
  close(): void
}

/**
 * Tells open frames that they are over, at once: it hears of every revocation from the notice
 * board, wherever it was made, and looks up who is meant. What ends by time is found twice a
 * second.
 */
export function frameWatch(
  deps: Pick<EmbedDeps, 'store' | 'directory' | 'isOn' | 'clock'>,
  onError: (cause: unknown) => void,
): FrameWatch {
  const byTarget = new Map<string, Set<Watched>>()
  const all = new Set<Watched>()
  /** One stream each: who holds a secret must not fill a node with connections. */
  const byFrame = new Map<string, Watched>()
  const closers = new Set<() => void>()
  let ticks = 0

  const look = async (some: Iterable<Watched>): Promise<void> => {
    for (const one of some) {
      if (!all.has(one)) continue
      const fresh = await deps.store.frames.load(one.frame.publicId)
      const reason = fresh === undefined ? 'revoked' : await whyOver(deps, fresh)
      if (reason !== undefined && all.has(one)) one.end(reason)
    }
  }
  deps.store.board.onNotice((notice) => {
    const meant = byTarget.get(keyOf(notice.kind, notice.target))
    if (meant !== undefined) look([...meant]).catch(onError)
  })
  deps.store.board.onReset(() => void look([...all]).catch(onError))

  const timer = setInterval(() => {
    ticks += 1
    const now = deps.clock.now()
    const over = [...all].filter(({ frame }) => now >= frame.expiresAt)
    if (over.length > 0) look(over).catch(onError)
    if (ticks % WORD_EVERY_TICKS === 0) for (const one of all) one.keepAlive()
  }, TICK_MS)
  timer.unref()

  return {
    watch(one) {
      const keys = keysOf(one)
      byFrame.get(one.frame.publicId)?.replace()
      byFrame.set(one.frame.publicId, one)
      all.add(one)
      for (const key of keys) byTarget.set(key, (byTarget.get(key) ?? new Set()).add(one))
      return () => {
        all.delete(one)
        if (byFrame.get(one.frame.publicId) === one) byFrame.delete(one.frame.publicId)
        for (const key of keys) {
          const others = byTarget.get(key)
          others?.delete(one)
          if (others?.size === 0) byTarget.delete(key)
        }
      }
    },
    onClose(closed) {
      closers.add(closed)
      return () => void closers.delete(closed)
    },
    close() {
      clearInterval(timer)
      for (const closed of closers) closed()
    },
  }
}

function keysOf({ frame, clientId, dialect }: Watched): string[] {
  return [
    keyOf('frame', frame.publicId),
    keyOf('token', frame.tokenId),
    keyOf('family', frame.familyId),
    keyOf('credential', frame.credentialId),
    keyOf('client', clientId),
    keyOf('agent', frame.agentId),
    keyOf('signing_key', frame.keyId),
    keyOf('dialect', dialect),
  ]
}

function keyOf(kind: Notice['kind'], target: string | number | undefined): string {
  return `${kind} ${target}`
}
