import { GROWTH_ROWS } from '../growth/rows.ts'
import { type EngineName, openFilledStore } from '../growth/stores.ts'
import { CONNECTIONS, load } from '../load.ts'
import { newFolder, SOURCES } from '../server.ts'
import { profileIn, profilingInto } from './profiled.ts'
import type { Stage } from './stage.ts'

const ENGINES: Readonly<Record<EngineName, string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL' }
const ROWS: Readonly<Record<string, string>> = { refresh: 'refresh', 'api-key': 'API key' }

/** The smallest and the largest store, each asked about everybody who lives in it. */
export function growthStages(engines: readonly string[]): readonly Stage[] {
  const known = Object.keys(ENGINES) as EngineName[]
  return known
    .filter((engine) => engines.includes(engine))
    .flatMap((engine) => [stageOn(engine, 'small'), stageOn(engine, 'large')])
}

function stageOn(engine: EngineName, which: 'small' | 'large'): Stage {
  const nameOf = (row: string): string => `growth-${engine}-${row}-${which}`
  return {
    names: Object.keys(ROWS).map(nameOf),
    async open({ growthSizes }, isPinned) {
      const size = growthSizes.at(which === 'small' ? 0 : -1) ?? 0
      const folder = newFolder()
      const start = { main: SOURCES, nodeArgs: profilingInto(folder) }
      const store = await openFilledStore(engine, size, isPinned, start)
      const { port, pid } = store.server
      return {
        pid,
        loads: GROWTH_ROWS.flatMap((row) => {
          const title = ROWS[row.name]
          if (title === undefined) return []
          const source = row.source(store, size / 2)
          return {
            name: nameOf(row.name),
            title: `${title}, any of ${size.toLocaleString('en')}, ${ENGINES[engine]}`,
            open: async (seconds: number) => () =>
              load(source, { port, seconds, connections: CONNECTIONS }),
          }
        }),
        async finish() {
          await store.server.stop()
          return profileIn(folder)
        },
      }
    },
  }
}
