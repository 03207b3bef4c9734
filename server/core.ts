import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { figuresIn } from './audit/figures.ts'
import { type AuditTrail, auditTrailIn, type Decision } from './audit/trail.ts'
import { readBrand } from './brand.ts'
import { conferenceIn } from './conference/conference.ts'
import { iceServersFor } from './conference/ice-servers.ts'
import { relayOn } from './conference/relay.ts'
import { Switchboard } from './conference/switchboard.ts'
import { type Config, ConfigError } from './config.ts'
import { readConfiguredApis } from './configured-apis.ts'
import { type Attempts, attemptsIn } from './credentials/attempts.ts'
import { blocksIn } from './credentials/blocks.ts'
import { clientAuthenticationWith } from './credentials/client-authentication.ts'
import { directoryOf } from './credentials/directory.ts'
import { passkeysIn } from './credentials/passkeys.ts'
import { passwordsIn } from './credentials/passwords.ts'
import { relyingPartyOf } from './credentials/relying-party.ts'
import { secondFactorsIn } from './credentials/second-factors.ts'
import { type Secrets, secretsFrom } from './credentials/secrets.ts'
import { type SignInLimits, signInsIn } from './credentials/sign-ins.ts'
import type { Dialect } from './dialects/contract.ts'
import { dialects } from './dialects/index.ts'
import type { SettledRules } from './grants/contract.ts'
import { liveApis } from './live/live-apis.ts'
import { liveDialects } from './live/live-dialects.ts'
import { liveSite } from './live/live-site.ts'
import { readMasterKey } from './master-key.ts'
import { boundedCache } from './protocol/bounded-cache.ts'
import type { Brand } from './protocol/brand.ts'
import type { Clock, FollowingClock } from './protocol/clock.ts'
import { answerWithin } from './protocol/deadline.ts'
import type { Presented } from './protocol/introspection.ts'
import { type Random, systemRandom } from './protocol/random.ts'
import type { Site } from './protocol/site.ts'
import type { TokenStyle } from './protocol/token-style.ts'
import { openRoomEngine } from './room-engine.ts'
import type { FamilyRecord } from './store/families.ts'
import { openStore, type Store, type StoreAddress } from './store/store.ts'
import type { TextCaps } from './texts/caps.ts'
import { type OpenedProvider, openProvider } from './texts/open-provider.ts'
import { devOutbox } from './texts/providers/dev-outbox.ts'
import type { Trace } from './tokens/checks.ts'
import { introspectToken, isFamilyAlive } from './tokens/introspect.ts'
import { introspectPresented } from './tokens/introspect-presented.ts'
import { issuerWith } from './tokens/issuer.ts'
import { keyRingOf } from './tokens/key-ring.ts'
import { verifiedTokens } from './tokens/verified.ts'

/** The embedded store's file in the data folder. */
export const DATABASE = 'mintmark.db'
const NOTICE_POLL_MS = 250
const LAST_FLUSH_MS_MAX = 2_000
const LAST_FLUSH_RETRY_MS = 100

export interface CoreOptions {
  readonly config: Config
  readonly clock: Clock
  /** What the clock stands on; it follows the database's where nodes share one. */
  readonly wall?: FollowingClock
  readonly site: Site
  readonly random?: Random
  onDecision(decision: Decision): void
  onStoreError(cause: unknown): void
}

export type Core = Awaited<ReturnType<typeof beginCore>>

/** Everything below HTTP, put together once. Server, console commands and tests share it. */
export async function openCore(options: CoreOptions): Promise<Core> {
  const core = await beginCore(options)
  try {
    await core.keysReady
  } catch (thrown) {
    await core.close().catch(options.onStoreError)
    throw thrown
  }
  return core
}

/**
 * The same for whoever has something to do while the first signing keys are made, which takes other
 * threads a tenth of a second. Nothing is issued before `keysReady`.
 */
export async function beginCore(options: CoreOptions) {
  const { config } = options
  answerWithin(config.store_answer_sec)
  mkdirSync(config.data_dir, { recursive: true, mode: 0o700 })
  const secrets = secretsFrom(readMasterKey(config))
  const brand = readBrand(config)
  const store = await openStore(
    storeAddressOf(options),
    config.revocation_staleness_sec_max * 1_000,
  )
  try {
    return await coreOn(options, secrets, brand, store)
  } catch (thrown) {
    // Connections that stay open would keep a program running that has failed.
    await store.close().catch(options.onStoreError)
    throw thrown
  }
}

async function coreOn(options: CoreOptions, secrets: Secrets, brand: Brand, store: Store) {
  const { config, clock } = options
  const random = options.random ?? systemRandom()
  // Nodes that disagree about the time would disagree about what came before a revocation.
  const keepTime = async (): Promise<void> => {
    if (store.aheadMs !== undefined) options.wall?.follow(await store.aheadMs())
  }
  await keepTime()
  const served = dialects.filter((dialect) => !config.dialects_off.includes(dialect.name))
  const styles = new Map<string, TokenStyle>(
    served.flatMap((one) => (one.style === undefined ? [] : [[one.name, one.style] as const])),
  )
  const configuredRules = new Map(served.map((one) => [one.name, settle(one, config)]))
  const tokenLifetimeSecMax = longestLifetime([...configuredRules.values()])
  const onError = options.onStoreError
  const live = liveDialects({ store, configured: configuredRules, tokenLifetimeSecMax, onError })
  const { site, load: reloadRegions } = liveSite({ store, configured: options.site, onError })
  const apis = liveApis({
    store,
    configured: await readConfiguredApis(
      config,
      options.site,
      dialects.map((one) => one.name),
    ),
    onError,
  })
  const blocks = blocksIn(store, clock)
  const attempts = attemptsIn(limitsOf(config), clock, store.counters, blocks.note)
  if (store.counters === undefined) forgetWhenTold(store, attempts, options.onStoreError)
  const directory = directoryOf(store)
  const keys = keyRingOf({
    store,
    secrets,
    random,
    clock,
    styles,
    tokenLifetimeSecMax,
    onError: options.onStoreError,
  })
  await store.board.start(NOTICE_POLL_MS, options.onStoreError)
  await live.load()
  await reloadRegions()
  await apis.load()
  const clientAuthentication = clientAuthenticationWith({
    directory,
    secrets,
    attempts,
    clock,
  })
  const figures = figuresIn(store, clock)
  const trail = auditTrailIn(store, clock, figures, options.onDecision)
  const audit: AuditTrail = {
    ...trail,
    async flush() {
      await trail.flush()
      await blocks.flush()
    },
  }
  const parts = {
    store,
    keys,
    secrets,
    clock,
    directory,
    clientAuthentication,
    styles,
    verified: verifiedTokens(),
    isOn: live.isOn,
  }
  const introspect = (token: string, trace?: Trace) => introspectToken(parts, token, trace)
  const carrying = openRoomEngine(config, clock)
  const switchboard: Switchboard = new Switchboard(
    relayOn(store, (envelope) => switchboard.deliver(envelope), onError),
  )
  const conference = conferenceIn({
    store,
    secrets,
    clock,
    audit,
    introspect,
    engine: carrying.engine,
    switchboard,
    iceServers: (seatId) => iceServersFor(carrying.ice, seatId, clock.now()),
    onEngineError: onError,
  })
  return {
    config,
    clock,
    site,
    brand,
    random,
    secrets,
    store,
    dialects: served,
    allDialects: dialects,
    liveDialects: live,
    isOn: live.isOn,
    isResourceServer: (clientId: string) => config.resource_servers.includes(clientId),
    settled: live.settled,
    configuredRules,
    configuredSite: options.site,
    reloadRegions,
    apis,
    tokenLifetimeSecMax,
    directory,
    keys,
    clientAuthentication,
    attempts,
    audit,
    figures,
    passwords: passwordsIn(store, attempts),
    passkeys: passkeysIn({
      store,
      secrets,
      random,
      clock,
      relyingParty: relyingPartyOf(site, brand),
    }),
    secondFactors: secondFactorsIn({ store, secrets, random, clock, attempts, brand: brand }),
    signIns: signInsIn({ store, secrets, random, clock, limits: signInLimitsOf(config) }),
    textCaps: textCapsOf(config),
    textLanguage: config['texts.language'],
    ...openTextProvider(config, clock),
    keepTime,
    onStoreError: options.onStoreError,
    issuer: issuerWith({ keys, secrets, random }),
    introspect,
    switchboard,
    conference,
    reach: carrying.engine.reach,
    liveKit: carrying.liveKit,
    introspectAnyGeneration: (token: string) => introspectToken(parts, token, undefined, 'any'),
    isFamilyAlive: (family: FamilyRecord) => isFamilyAlive(parts, family),
    introspectPresented: (presented: Presented, dialect: string, ip: string, trace?: Trace) =>
      introspectPresented(parts, presented, dialect, ip, trace),
    async close() {
      try {
        await flushAtLast(audit)
      } finally {
        await store.close()
      }
    },
    // Last: what throws before it closes the store, which must not be under way then.
    keysReady: keys.open(),
  }
}

/**
 * Who counts in its own memory must hear of it when another process lets somebody in again. The
 * same notice comes twice where it was made here, and what was counted between counts.
 */
function forgetWhenTold(store: Store, attempts: Attempts, onError: (cause: unknown) => void): void {
  const told = boundedCache<string, true>(1_000)
  store.board.onNotice(({ topic, kind, target, at }) => {
    if (topic !== 'changed' || kind !== 'block' || told.has(`${target} ${at}`)) return
    told.set(`${target} ${at}`, true)
    attempts.forgetCounter(target).catch(onError)
  })
}

/** Nothing comes after it: what a store refuses for a moment is brought again. */
async function flushAtLast(audit: AuditTrail): Promise<void> {
  const until = performance.now() + LAST_FLUSH_MS_MAX
  for (;;) {
    try {
      return await audit.flush()
    } catch (thrown) {
      if (performance.now() >= until) throw thrown
    }
    await pause(LAST_FLUSH_RETRY_MS)
  }
}

/** Where the settings say that everything is kept. */
export function storeAddressOf({
  config,
  onStoreError,
}: Pick<CoreOptions, 'config' | 'onStoreError'>): StoreAddress {
  return config.database_url === ''
    ? { file: join(config.data_dir, DATABASE) }
    : {
        url: config.database_url,
        connectionsMax: config.database_connections_max,
        usesPreparedStatements: config.database_prepared_statements,
        waitMsMax: config.database_wait_sec * 1_000,
        onError: onStoreError,
      }
}

function settle(dialect: Dialect, config: Config): SettledRules {
  const { rules } = dialect
  const lifetime = (what: 'access_token' | 'refresh_token' | 'code', absent: number): number =>
    config[`lifetimes.${dialect.name}.${what}_sec`] ?? absent
  return {
    refresh: rules.refresh,
    refreshEnd: rules.refreshEnd,
    refreshRetry: rules.refreshRetry,
    refreshTokenLifetimeSec: lifetime('refresh_token', rules.refreshTokenLifetimeSec.value),
    refreshRetryWindowSec: config.refresh_retry_window_sec,
    redirectUriAtExchange: rules.redirectUriAtExchange,
    codeYields: rules.codeYields,
    passwordRole: rules.passwordRole,
    roomLifetimeSec: config.room_lifetime_sec,
    textCaps: textCapsOf(config),
    accessTokenLifetimeSec: lifetime('access_token', rules.accessTokenLifetimeSec.value),
    codeLifetimeSec: lifetime('code', rules.codeLifetimeSec.value),
  }
}

/** A client's own lifetime may be longer than its dialect's, up to this. */
export const ACCESS_TOKEN_LIFETIME_SEC_MAX = 30 * 86_400

/** Every dialect's rules hold them; they are the platform's. */
function textCapsOf(config: Config): TextCaps {
  return {
    perNumber: config['texts.per_number'],
    perPrefix: config['texts.per_prefix'],
    perCountry: config['texts.per_country'],
    perClient: config['texts.per_client'],
    inAll: config['texts.in_all'],
    breakerRestSec: config['texts.breaker_rest_sec'],
    countries: config['texts.countries'],
  }
}

/** Throws `ConfigError` where the provider that is set cannot be what it should be. */
export function openTextProvider(config: Config, clock: Clock): OpenedProvider {
  const choice = {
    name: config['texts.provider'],
    account: config['texts.account'],
    secret: config['texts.secret'],
    secretFile: config['texts.secret_file'],
    keyId: config['texts.key_id'],
    sender: config['texts.sender'],
    url: config['texts.url'],
  }
  try {
    const opened = openProvider(choice, { fetch, now: clock.now })
    const isForTesters = config.mode === 'dev' && opened.textProvider === undefined
    return isForTesters ? { ...opened, textProvider: devOutbox } : opened
  } catch (thrown) {
    throw new ConfigError([`texts: ${thrown instanceof Error ? thrown.message : thrown}.`])
  }
}

function longestLifetime(rules: readonly SettledRules[]): number {
  const all = rules.flatMap((one) => [one.accessTokenLifetimeSec, one.refreshTokenLifetimeSec])
  return Math.max(ACCESS_TOKEN_LIFETIME_SEC_MAX, ...all)
}

function signInLimitsOf(config: Config): SignInLimits {
  return {
    lifetimeSec: config['sign_ins.lifetime_sec'],
    idleSec: config['sign_ins.idle_sec'],
  }
}

function limitsOf(config: Config) {
  const windowSec = config['limits.window_sec']
  const limit = (attempts: number) => ({ attempts, windowSec })
  const problem = config.dialects_off.find((name) => !dialects.some((one) => one.name === name))
  if (problem !== undefined) {
    throw new ConfigError([`dialects_off: there is no style called ${problem}.`])
  }
  return {
    passwordPerAccount: limit(config['limits.password_per_account']),
    passwordPerIp: limit(config['limits.password_per_ip']),
    secretPerClient: limit(config['limits.secret_per_client']),
    secretPerIp: limit(config['limits.secret_per_ip']),
    passkeyPerIp: limit(config['limits.passkey_per_ip']),
  }
}
