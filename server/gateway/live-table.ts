import type { Site } from '../protocol/site.ts'
import type { Api } from './apis/api-schema.ts'
import { type ApiTable, compileApis, type LiveApi } from './apis/table.ts'
import { watchHealth } from './forward/health.ts'
import { type UpstreamState, Upstreams } from './forward/upstream.ts'

/** The APIs as they are at this moment; a changed list is another list. */
export interface ApiSource {
  all(): readonly Api[]
}

interface Behind {
  readonly api: Api
  readonly upstreams: Upstreams
  stop(): void
}

/** The table that is in force, and the upstreams behind it, which outlive a change beside them. */
export class LiveTable {
  readonly #apis: ApiSource
  readonly #site: Site
  #compiledFrom: readonly Api[] = []
  #regions: Site['regions'] = []
  #table: ApiTable = compileApis([], [])
  #behind = new Map<string, Behind>()

  constructor(apis: ApiSource, site: Site) {
    this.#apis = apis
    this.#site = site
  }

  /** Asked for every request: compiled anew only where something changed. */
  get current(): ApiTable {
    const apis = this.#apis.all()
    const { regions } = this.#site
    if (apis !== this.#compiledFrom || regions !== this.#regions) {
      this.#compiledFrom = apis
      this.#regions = regions
      this.#table = compileApis(apis, regions)
      this.#follow(this.#table.all)
    }
    return this.#table
  }

  upstreamsOf({ api }: LiveApi): Upstreams {
    const known = this.#behind.get(api.name)
    if (known === undefined) throw new Error(`Nothing stands behind ${api.name}.`)
    return known.upstreams
  }

  /** How this node finds the upstreams of an API, by their origins; empty for one that is off. */
  statesOf(name: string): Readonly<Record<string, UpstreamState>> {
    const all = this.current.all.some(({ api }) => api.name === name)
      ? (this.#behind.get(name)?.upstreams.all ?? [])
      : []
    return Object.fromEntries(all.map(({ origin, state }) => [origin, state]))
  }

  close(): void {
    for (const one of this.#behind.values()) one.stop()
    this.#behind.clear()
  }

  #follow(all: readonly LiveApi[]): void {
    const next = new Map<string, Behind>()
    for (const live of all) {
      const known = this.#behind.get(live.api.name)
      next.set(live.api.name, known && isSame(known.api, live.api) ? known : begin(live))
    }
    for (const [name, one] of this.#behind) if (next.get(name) !== one) one.stop()
    this.#behind = next
  }
}

function begin(live: LiveApi): Behind {
  const upstreams = new Upstreams(live.api.upstreams)
  return { api: live.api, upstreams, stop: watchHealth(live, upstreams) }
}

function isSame(one: Api, other: Api): boolean {
  const [{ upstreams, health }, { upstreams: others, health: otherHealth }] = [one, other]
  return JSON.stringify([upstreams, health]) === JSON.stringify([others, otherHealth])
}
