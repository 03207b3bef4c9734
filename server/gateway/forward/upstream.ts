import { ProtocolError } from '../../protocol/errors.ts'

/** So many failures in a row, and an upstream is given a rest. */
const FAILURES_MAX = 5
const REST_MS = 5_000

export type UpstreamState = 'up' | 'resting' | 'down'

/**
 * One server behind an API, and whether it is worth asking. A breaker of our own: it must be asked
 * before a stream begins and told after it, which no policy that wraps a promise can do.
 */
export class Upstream {
  readonly origin: string
  #failures = 0
  #restsUntilMs = 0
  #isTried = false
  #isHealthy = true

  constructor(origin: string) {
    this.origin = origin
  }

  get state(): UpstreamState {
    if (!this.#isHealthy) return 'down'
    return this.#restsUntilMs > 0 ? 'resting' : 'up'
  }

  /** Takes a turn; while it rests, nobody has one but a single request after each rest. */
  take(nowMs: number): boolean {
    if (!this.#isHealthy) return false
    if (this.#restsUntilMs === 0) return true
    if (this.#isTried || nowMs < this.#restsUntilMs) return false
    this.#isTried = true
    return true
  }

  answered(): void {
    this.#failures = 0
    this.#restsUntilMs = 0
    this.#isTried = false
  }

  failed(nowMs: number): void {
    this.#failures += 1
    if (this.#failures >= FAILURES_MAX) this.#restsUntilMs = nowMs + REST_MS
    this.#isTried = false
  }

  /** The request that had the turn ended for no reason of the upstream's. */
  leftAlone(): void {
    this.#isTried = false
  }

  /** What its health check found. */
  set isHealthy(isHealthy: boolean) {
    this.#isHealthy = isHealthy
  }
}

/** The upstreams of one API, asked in turn. */
export class Upstreams {
  readonly all: readonly Upstream[]
  #next = 0

  constructor(origins: readonly string[]) {
    this.all = origins.map((origin) => new Upstream(origin))
  }

  /** One that was not asked yet for this request. Throws `upstream_away` where none is left. */
  take(nowMs: number, asked: readonly Upstream[] = []): Upstream {
    for (let i = 0; i < this.all.length; i += 1) {
      const one = this.all[(this.#next + i) % this.all.length]
      if (one === undefined || asked.includes(one) || !one.take(nowMs)) continue
      this.#next = (this.#next + i + 1) % this.all.length
      return one
    }
    const retryAfterSec = Math.ceil(REST_MS / 1_000)
    throw new ProtocolError('upstream_away', { retryAfterSec, detail: 'no upstream is up' })
  }
}
