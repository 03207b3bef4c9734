import { rmSync } from 'node:fs'
import { readConfig } from '../../config.ts'
import { openCore } from '../../core.ts'
import { movableClock } from '../../protocol/clock.ts'
import { whileAway } from '../../store/patience.ts'
import { NOON, START_MS_MAX, type TestCore } from '../open-core.ts'
import { newFolder } from '../places.ts'

/**
 * Everything of a node below HTTP, in this process. A database that is slow for a moment is none of
 * its tests' business.
 */
export async function openNodeCore(env: Readonly<Record<string, string>>): Promise<TestCore> {
  const dataDir = newFolder()
  const all = { MINTMARK_DATA_DIR: dataDir, MINTMARK_DATABASE_WAIT_SEC: '30', ...env }
  const config = await readConfig('dev', { flags: {}, env: all, file: undefined })
  const clock = movableClock({ now: () => NOON })
  const region = { name: 'emea', tokenHost: 'emea.test', apiHost: 'emea.api.test' }
  const open = () =>
    openCore({
      config,
      clock,
      site: { baseUrl: 'http://mint.test', defaultRegion: region.name, regions: [region] },
      onDecision: () => {},
      onStoreError: () => {},
    })
  const core = await whileAway(START_MS_MAX, open, () => {})
  return {
    core,
    clock,
    dataDir,
    async close() {
      await core.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
