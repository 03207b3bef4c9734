import type { Region, Site } from '../protocol/site.ts'
import type { RegionRecord } from '../store/regions.ts'
import type { Store } from '../store/store.ts'
import { followTable } from './follow-table.ts'

export interface LiveSite {
  /** The regions as they are at this very moment; whoever keeps a copy keeps yesterday's. */
  readonly site: Site
  load(): Promise<void>
}

interface Parts {
  readonly store: Store
  readonly configured: Site
  onError(cause: unknown): void
}

export function liveSite({ store, configured, onError }: Parts): LiveSite {
  let current: Pick<Site, 'regions' | 'defaultRegion'> = configured
  const load = followTable({
    board: store.board,
    kind: 'region',
    read: () => store.regions.all(),
    apply(rows) {
      current = regionsWith(configured, rows)
    },
    onError,
  })
  return {
    load,
    site: {
      baseUrl: configured.baseUrl,
      get defaultRegion() {
        return current.defaultRegion
      },
      get regions() {
        return current.regions
      },
    },
  }
}

/** What operators put takes the place of what is configured under the same name, or comes after. */
export function regionsWith(
  configured: Pick<Site, 'regions' | 'defaultRegion'>,
  rows: readonly RegionRecord[],
): { readonly regions: readonly Region[]; readonly defaultRegion: string } {
  const byName = new Map<string, Region>(configured.regions.map((one) => [one.name, one]))
  for (const { name, tokenHost, apiHost } of rows) byName.set(name, { name, tokenHost, apiHost })
  return {
    regions: [...byName.values()],
    defaultRegion: rows.find((one) => one.isDefault)?.name ?? configured.defaultRegion,
  }
}
