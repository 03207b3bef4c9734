import { setImmediate as turn } from 'node:timers/promises'
import { StoreUnavailable } from './failure.ts'
import type { Notice, NoticeKind } from './notices.ts'

const PAGE_ROWS = 1_000
const PRUNE_TURN_NOTICES = 5_000
/** Half as long as the shortest-lived notices stay in the table. */
const PAUSE_MS_MAX = 1_800_000

interface NoticeSource {
  from(first: number, limit: number): Promise<Notice[]>
}

/**
 * Every live revocation, in memory, so that checking one costs no query. It follows the notices
 * table by polling, at once when another node calls, and needs nobody for what it wrote itself.
 */
export class NoticeBoard {
  #source: NoticeSource
  #revoked = new Map<NoticeKind, Map<string, { at: number; expiresAt: number }>>()
  #listeners: ((notice: Omit<Notice, 'id'>) => void)[] = []
  #resetListeners: (() => void)[] = []
  #last: Notice | undefined
  #timer: NodeJS.Timeout | undefined
  #following: Promise<void> = Promise.resolve()
  #stalenessMsMax: number
  #followedAtMs = -Infinity
  #readAtMs = Date.now()

  /** Beyond `stalenessMsMax` without hearing from the store, nothing is said of anything. */
  constructor(source: NoticeSource, stalenessMsMax: number) {
    this.#source = source
    this.#stalenessMsMax = stalenessMsMax
  }

  /** Loads all that is live, then looks for new notices at this interval. */
  async start(pollMs: number, onError: (cause: unknown) => void): Promise<void> {
    await this.follow()
    this.#timer = setInterval(() => this.follow().catch(onError), pollMs)
    this.#timer.unref()
  }

  /** Reads what is new; calls are answered in order. */
  follow(): Promise<void> {
    this.#following = this.#following.catch(() => {}).then(() => this.#readNew())
    return this.#following
  }

  /** What this process has just committed is in force at once, whoever else may be slow. */
  heed(notices: readonly Omit<Notice, 'id'>[]): void {
    for (const notice of notices) this.#apply(notice)
  }

  /**
   * Whether what was issued at this instant under the target has been revoked since. Throws
   * `temporarily_unavailable` when that cannot be known: it fails closed.
   */
  isRevoked(kind: NoticeKind, target: string | number | undefined, issuedAt: number): boolean {
    if (target === undefined) return false
    this.demandFresh()
    const notice = this.#revoked.get(kind)?.get(String(target))
    return notice !== undefined && issuedAt <= notice.at
  }

  /** The newest notice that was read from the table; others may have been pruned since. */
  get last(): Notice | undefined {
    return this.#last
  }

  /** Up to which instant of `performance.now()` every notice is known. */
  get followedAtMs(): number {
    return this.#followedAtMs
  }

  /** The table itself, for who hands notices on in their order. */
  from(first: number, limit: number): Promise<Notice[]> {
    return this.#source.from(first, limit)
  }

  /** Throws `temporarily_unavailable` when what is remembered may have been changed long ago. */
  demandFresh(): void {
    if (performance.now() - this.#followedAtMs > this.#stalenessMsMax) {
      throw new StoreUnavailable('the store has not been heard of for too long')
    }
  }

  onNotice(listener: (notice: Omit<Notice, 'id'>) => void): void {
    this.#listeners.push(listener)
  }

  /**
   * Forgets what can no longer match a live token, so that as much is remembered as is alive. There
   * may be a million of them: whoever waits gets a turn in between.
   */
  async prune(now: number): Promise<void> {
    let seen = 0
    for (const targets of this.#revoked.values()) {
      for (const [target, notice] of targets) {
        if (notice.expiresAt < now) targets.delete(target)
        seen += 1
        if (seen % PRUNE_TURN_NOTICES === 0) await turn()
      }
    }
  }

  close(): void {
    clearInterval(this.#timer)
  }

  /** Hears that the store is not the one that was followed, so that nothing remembered counts. */
  onReset(listener: () => void): void {
    this.#resetListeners.push(listener)
  }

  async #readNew(): Promise<void> {
    for (;;) {
      // What is committed after this instant may be missing from the answer.
      const askedAtMs = performance.now()
      // Wall time: it goes on while the machine sleeps.
      const wallMs = Date.now()
      if (this.#last !== undefined && wallMs - this.#readAtMs > PAUSE_MS_MAX) this.#startOver()
      const last = this.#last
      const found = await this.#source.from(last?.id ?? 0, PAGE_ROWS)
      this.#readAtMs = wallMs
      const isContinued = last === undefined || isSame(found[0], last)
      if (!isContinued) this.#startOver()
      else for (const notice of last === undefined ? found : found.slice(1)) this.#take(notice)
      if (!isContinued || found.length === PAGE_ROWS) continue
      this.#followedAtMs = askedAtMs
      return
    }
  }

  /**
   * The last notice is gone, lost with a primary that failed, and its number may be given again; or
   * notices may have come and gone since it was read. All is read anew, and what was revoked stays
   * so.
   */
  #startOver(): void {
    this.#last = undefined
    for (const listener of this.#resetListeners) listener()
  }

  #take(notice: Notice): void {
    this.#last = notice
    this.#apply(notice)
  }

  /** The same notice may come twice: from this process, and from the table. */
  #apply(notice: Omit<Notice, 'id'>): void {
    if (notice.topic === 'revoked') {
      const targets = this.#revoked.get(notice.kind) ?? new Map()
      this.#revoked.set(notice.kind, targets)
      const known = targets.get(notice.target)
      if (known === undefined || known.at <= notice.at) {
        targets.set(notice.target, { at: notice.at, expiresAt: notice.expiresAt })
      }
    }
    for (const listener of this.#listeners) listener(notice)
  }
}

function isSame(one: Notice | undefined, other: Notice): boolean {
  return one?.id === other.id && one.target === other.target && one.at === other.at
}
