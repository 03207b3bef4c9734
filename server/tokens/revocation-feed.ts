import type { Secrets } from '../credentials/secrets.ts'
import { untimed } from '../protocol/deadline.ts'
import type { NoticeBoard } from '../store/notice-board.ts'
import type { Notice } from '../store/notices.ts'
import { digestOf, endsCredentials } from './revocation-digests.ts'

const PAGE_ROWS = 1_000
const WAITING_MAX = 2_000
const WAITING_PER_ADDRESS_MAX = 50
/** Notices that come together are told together. */
const GATHER_MS = 10
/** All who were waiting at the same place get the same page, read once. */
const PAGE_SHARED_MS = 100
const PAGES_MAX = 100

/** What is dead, up to which instant of issue, and until when that matters. */
export type FeedNotice = readonly [digest: string, at: number, until: number]

export interface FeedPage {
  /** Where to go on from. */
  readonly cursor: string
  /** The asker's cursor is not of this store, or pruned: this page begins at the beginning. */
  readonly isFromStart: boolean
  /** Nothing is missing that was committed up to `knownAtMs`. */
  readonly isComplete: boolean
  readonly notices: readonly FeedNotice[]
  /** An instant of `performance.now()`. */
  readonly knownAtMs: number
}

export interface RevocationFeed {
  /**
   * What was revoked after the cursor; the empty cursor stands before everything. Where there is
   * nothing new, waits for it, or for other news that the asker has not got. Throws
   * `temporarily_unavailable` when it cannot be known.
   */
  next(
    after: string,
    waitMs: number,
    address: string,
    hasOtherNews?: () => boolean,
  ): Promise<FeedPage>
  /** All who wait look again whether there is other news. */
  wake(): void
  /** Answers all who wait. */
  close(): void
}

interface Parts {
  readonly board: NoticeBoard
  readonly secrets: Secrets
}

export function revocationFeedOf({ board, secrets }: Parts): RevocationFeed {
  const waiting = new Set<() => void>()
  const perAddress = new Map<string, number>()
  let isClosed = false
  let gathering: NodeJS.Timeout | undefined
  const wake = (): void => {
    for (const go of waiting) go()
  }
  const tell = async (): Promise<void> => {
    gathering = undefined
    // What this process wrote is in force before it has its place in the order.
    await board.follow().catch(() => {})
    wake()
  }
  const pages = new Map<string, { readonly atMs: number; readonly page: Promise<FeedPage> }>()
  board.onNotice((notice) => {
    pages.clear()
    if (endsCredentials(notice)) gathering ??= setTimeout(tell, GATHER_MS).unref()
  })

  const cursorOf = (notice: Notice): string => {
    const { id, kind, target, at } = notice
    return `${id}.${secrets.derive('feed cursor', id, kind, target, at)}`
  }

  const readFrom = (after: string): Promise<FeedPage> | FeedPage => {
    board.demandFresh()
    const { last } = board
    // The common case costs no query: nothing has come since.
    if (last === undefined ? after === '' : cursorOf(last) === after) {
      const knownAtMs = board.followedAtMs
      return { cursor: after, isFromStart: false, isComplete: true, notices: [], knownAtMs }
    }
    const atMs = performance.now()
    const shared = pages.get(after)
    if (shared !== undefined && atMs - shared.atMs < PAGE_SHARED_MS) return shared.page
    if (pages.size >= PAGES_MAX) pages.clear()
    const page = readPage(after)
    pages.set(after, { atMs, page })
    return page
  }

  const readPage = async (after: string): Promise<FeedPage> => {
    const id = idOf(after)
    // What stands at this number may be another notice, after a failure that lost the one that was.
    const [known] = id === undefined ? [] : await board.from(id, 1)
    const start = known !== undefined && cursorOf(known) === after ? known : undefined
    // Whoever makes up a place is told what all hear who begin: it costs one page, not one each.
    if (start === undefined && after !== '') return { ...(await readFrom('')), isFromStart: true }
    const knownAtMs = performance.now()
    const rows = await board.from(start === undefined ? 0 : start.id + 1, PAGE_ROWS)
    const newest = rows.at(-1) ?? start
    return {
      cursor: newest === undefined ? '' : cursorOf(newest),
      isFromStart: start === undefined,
      isComplete: rows.length < PAGE_ROWS,
      notices: rows.filter(endsCredentials).map(toldOf),
      knownAtMs,
    }
  }

  /** False where too many wait already: who asked is answered at once. */
  const waitOnce = async (ms: number, address: string): Promise<boolean> => {
    const ofAddress = perAddress.get(address) ?? 0
    if (isClosed || waiting.size >= WAITING_MAX || ofAddress >= WAITING_PER_ADDRESS_MAX) {
      return false
    }
    perAddress.set(address, ofAddress + 1)
    await new Promise<void>((resolve) => {
      const go = (): void => {
        clearTimeout(timer)
        waiting.delete(go)
        resolve()
      }
      const timer = setTimeout(go, ms)
      waiting.add(go)
    })
    const left = (perAddress.get(address) ?? 1) - 1
    if (left === 0) perAddress.delete(address)
    else perAddress.set(address, left)
    return true
  }

  return {
    async next(after, waitMs, address, hasOtherNews = () => false) {
      const untilMs = performance.now() + waitMs
      for (;;) {
        const page = await readFrom(after)
        const hasNews = page.notices.length > 0 || page.isFromStart || !page.isComplete
        const leftMs = untilMs - performance.now()
        if (hasNews || leftMs <= 0 || hasOtherNews()) return page
        // Whoever asks has said how long; that is no time of the store's.
        const hasWaited = await untimed(() => waitOnce(leftMs, address))
        if (!hasWaited) return page
      }
    },
    wake,
    close() {
      isClosed = true
      clearTimeout(gathering)
      wake()
    },
  }
}

function toldOf({ kind, target, at, expiresAt }: Notice): FeedNotice {
  return [digestOf(kind, target), at, expiresAt]
}

function idOf(cursor: string): number | undefined {
  const digits = /^(\d{1,15})\./.exec(cursor)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
