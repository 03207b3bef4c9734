import { createServer } from 'node:http'
import { loadavg } from 'node:os'
import { type Clock, clientCredentials, type TokenSource } from '../../client/index.ts'
import { account, spentBetween } from '../accounting.ts'
import type { Options } from '../options.ts'
import { reportHead } from '../report.ts'
import { type BenchServer, newFolder, startServer } from '../server.ts'
import { median } from '../statistics.ts'

const WARM_UP_CALLS = 20_000
const KEPT_CALLS = 300_000
const FETCH_CALLS = 50
const FETCH_TURNS = 10
const LIFETIME_MS = 900_000

/** Callers that all want a token at the same instant. */
export interface Crowd {
  readonly callers: number
  readonly tokenRequests: number
  /** Until the last of them has one, medians over the rounds. */
  readonly servedMs: number
  readonly serverMs: number | undefined
}

export interface SdkReport extends ReturnType<typeof reportHead> {
  readonly loadAverage: number
  readonly shared: Crowd
  readonly alone: Crowd
  /** Of `getToken` while the token lives. */
  readonly keptNs: number
  /** What `source.fetch` adds to a bare `fetch` with a header, of one call at a time. */
  readonly fetchAddedMicros: number
  readonly fetchMicros: number
}

export async function measureSdk(options: Options, isPinned: boolean): Promise<SdkReport> {
  const server = await startServer({ folder: newFolder(), isPinned })
  try {
    const shared: Crowd[] = []
    const alone: Crowd[] = []
    for (let round = 0; round < options.rounds; round += 1) {
      shared.push(await crowdOnOneSource(server, options.sdkCallers))
      alone.push(await crowdOfLoners(server, options.sdkLoners))
    }
    return {
      ...reportHead(options, isPinned),
      shared: middleOf(shared),
      alone: middleOf(alone),
      keptNs: await measureKept(sourceOf(server)),
      ...(await measureFetch(server, options.rounds)),
      loadAverage: loadavg()[0] ?? 0,
    }
  } finally {
    await server.stop()
  }
}

async function crowdOnOneSource(server: BenchServer, callers: number): Promise<Crowd> {
  let aheadMs = 0
  let tokenRequests = 0
  const clock: Clock = {
    now: () => Date.now() + aheadMs,
    monotonic: () => performance.now() + aheadMs,
    after: (ms, act) => {
      const timer = setTimeout(act, ms)
      return () => clearTimeout(timer)
    },
  }
  const source = sourceOf(server, {
    clock,
    fetch: (...all: Parameters<typeof fetch>) => {
      tokenRequests += 1
      return fetch(...all)
    },
  })
  await source.getToken()
  aheadMs += LIFETIME_MS
  tokenRequests = 0
  const crowd = await timed(server, callers, () => source.getToken())
  return { ...crowd, tokenRequests }
}

/** As it is written by hand: no token at hand, so get one. */
async function crowdOfLoners(server: BenchServer, callers: number): Promise<Crowd> {
  const { client_id, client_secret } = server.demo.standard
  const basic = Buffer.from(`${client_id}:${client_secret}`).toString('base64')
  const headers = { authorization: `Basic ${basic}` }
  const url = new URL('/oauth/token', server.baseUrl)
  let tokenRequests = 0
  const crowd = await timed(server, callers, async () => {
    tokenRequests += 1
    const body = new URLSearchParams({ grant_type: 'client_credentials' })
    const answer = await fetch(url, { method: 'POST', headers, body })
    if (answer.status !== 200) throw new Error(`the mint answered ${answer.status}`)
    return answer.json()
  })
  return { ...crowd, tokenRequests }
}

async function timed(
  server: BenchServer,
  callers: number,
  call: () => Promise<unknown>,
): Promise<Omit<Crowd, 'tokenRequests'>> {
  const before = account(server.pid)
  await Promise.all(Array.from({ length: callers }, call))
  const { elapsedSec, serverSec } = spentBetween(before, account(server.pid))
  const serverMs = serverSec === undefined ? undefined : serverSec * 1000
  return { callers, servedMs: elapsedSec * 1000, serverMs }
}

async function measureKept(source: TokenSource): Promise<number> {
  for (let call = 0; call < WARM_UP_CALLS; call += 1) await source.getToken()
  const began = performance.now()
  for (let call = 0; call < KEPT_CALLS; call += 1) await source.getToken()
  return ((performance.now() - began) * 1e6) / KEPT_CALLS
}

/** Against a bare server of this process, so that nothing of a mint is measured with it. */
async function measureFetch(server: BenchServer, rounds: number) {
  const api = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1')
  await new Promise((listening) => api.once('listening', listening))
  const address = api.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const url = `http://127.0.0.1:${port}/`
  const source = sourceOf(server)
  const { value } = await source.getToken()
  const headers = { authorization: `Bearer ${value}` }
  const ways = [() => fetch(url, { headers }), () => source.fetch(url)] as const
  const times: [number[], number[]] = [[], []]
  for (let turn = -FETCH_TURNS; turn < rounds * FETCH_TURNS; turn += 1) {
    for (const [way, call] of ways.entries()) {
      const began = performance.now()
      for (let one = 0; one < FETCH_CALLS; one += 1) await (await call()).text()
      // What is below zero is the warm-up.
      if (turn >= 0) times[way]?.push(((performance.now() - began) * 1000) / FETCH_CALLS)
    }
  }
  api.closeAllConnections()
  api.close()
  const [bare, ours] = times.map(median)
  return { fetchMicros: bare ?? 0, fetchAddedMicros: (ours ?? 0) - (bare ?? 0) }
}

function sourceOf({ baseUrl, demo }: BenchServer, more: object = {}): TokenSource {
  const { client_id: clientId, client_secret: clientSecret } = demo.standard
  return clientCredentials({ baseUrl, clientId, clientSecret, ...more })
}

function middleOf(crowds: readonly Crowd[]): Crowd {
  const [first] = crowds
  if (first === undefined) throw new Error('no round was measured')
  const servers = crowds.flatMap(({ serverMs }) => serverMs ?? [])
  return {
    callers: first.callers,
    tokenRequests: Math.max(...crowds.map(({ tokenRequests }) => tokenRequests)),
    servedMs: median(crowds.map(({ servedMs }) => servedMs)),
    serverMs: servers.length === 0 ? undefined : median(servers),
  }
}
