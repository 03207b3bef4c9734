import { rmSync } from 'node:fs'
import { readConfig } from '../config.ts'
import { type Core, openCore } from '../core.ts'
import { registerClient } from '../credentials/new-client.ts'
import { type MovableClock, movableClock } from '../protocol/clock.ts'
import { StoreUnavailable } from '../store/failure.ts'
import { whileAway } from '../store/patience.ts'
import { newFolder } from './places.ts'
import { PATIENT_SEC, storeSettings } from './test-store.ts'

/** On a machine that is busy with other tests. */
export const START_MS_MAX = 30_000
export const NOON = 1_800_000_000

export interface TestCore {
  readonly core: Core
  readonly clock: MovableClock
  readonly dataDir: string
  close(): Promise<void>
}

/** Everything below HTTP on a real store in a folder of its own, at a time that the test moves. */
export async function openTestCore(env: Record<string, string> = {}): Promise<TestCore> {
  const dataDir = newFolder()
  const config = await readConfig('dev', {
    flags: {},
    env: {
      MINTMARK_DATA_DIR: dataDir,
      ...(await storeSettings(env.MINTMARK_DATA_DIR ?? dataDir)),
      MINTMARK_STORE_ANSWER_SEC: `${PATIENT_SEC}`,
      ...env,
    },
    file: undefined,
  })
  const clock = movableClock({ now: () => NOON })
  const open = () =>
    openCore({
      config,
      clock,
      site: {
        baseUrl: 'http://mint.test',
        defaultRegion: 'emea',
        regions: [{ name: 'emea', tokenHost: 'emea.test', apiHost: 'emea.api.test' }],
      },
      onDecision: () => {},
      onStoreError: (cause) => {
        // Who polls tries again; who asked has been told.
        if (!(cause instanceof StoreUnavailable)) throw cause
      },
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

/** A client of the given dialect, with its secret. */
export async function addTestClient(
  { core }: TestCore,
  dialect: string,
  wish: { scopes?: readonly string[]; redirectUris?: readonly string[]; isPublic?: boolean } = {},
) {
  const { store, secrets, random, clock } = core
  const credential = core.dialects.find((one) => one.name === dialect)?.credential
  const registered = await store.transaction(async (records) => {
    await records.organizations.add(10_000, 'Test', clock.now())
    return registerClient(records, secrets, random, {
      organizationId: 10_000,
      dialect,
      credential: credential ?? 'client_secret',
      name: 'Test client',
      isPublic: wish.isPublic ?? false,
      scopes: wish.scopes ?? [],
      audiences: [],
      redirectUris: wish.redirectUris ?? [],
      accessTokenLifetimeSec: undefined,
      at: clock.now(),
    })
  })
  const entry = await core.directory.load(registered.clientId)
  if (entry === undefined) throw new Error('The client that was just added is not there.')
  return {
    client: entry.client,
    credentialId: registered.credential?.id,
    secret: registered.credential?.text ?? '',
  }
}
