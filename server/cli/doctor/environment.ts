import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { Config } from '../../config.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

const NODE_MAJOR_MIN = 24
const FREE_MB_MIN = 50
const FREE_MB_GOOD = 500
const PROBE_MS_MAX = 2_000
const LOOPBACK = /^https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/

export function nodeVersion(): Finding {
  const { node } = process.versions
  return Number(node.split('.')[0]) >= NODE_MAJOR_MIN
    ? ok('Node', `version ${node}`)
    : fail('Node', `version ${node} is too old`, `Install version ${NODE_MAJOR_MIN} or newer.`)
}

/** Issuers and links are made of it, and tokens must not travel in clear. */
export function publicAddress({ mode, base_url: url }: Config): Finding {
  const name = 'public address'
  if (mode === 'dev') return ok(name, url === '' ? 'this machine only' : url)
  const advice =
    'Set MINTMARK_BASE_URL to the address that clients use, such as https://mint.example.com.'
  if (url === '') return fail(name, 'base_url is not set', advice)
  if (url.startsWith('https:')) return ok(name, url)
  return LOOPBACK.test(url)
    ? warn(name, `${url} is good for trying it out only`, advice)
    : fail(name, `${url} is not https: secrets would travel in clear`, advice)
}

export async function diskSpace(config: Config): Promise<Finding> {
  const name = 'disk space'
  const folder = config.data_dir
  const { bavail, bsize } = await statfs(existsSync(folder) ? folder : '.')
  const freeMb = Math.floor((bavail * bsize) / 1_048_576)
  const advice = 'Make room; without it nothing can be revoked or refreshed.'
  if (freeMb < FREE_MB_MIN) return fail(name, `${freeMb} MB are free`, advice)
  if (freeMb < FREE_MB_GOOD) return warn(name, `${freeMb} MB are free`, advice)
  return ok(name, `${freeMb} MB are free`)
}

export async function port(config: Config): Promise<Finding> {
  const { host, port: number } = config
  const name = 'port'
  if (number === 0) return ok(name, 'a free one is taken at the start')
  const isEverywhere = host === '0.0.0.0' || host === '::'
  const reached = isEverywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  const status = await readiness(`http://${reached}:${number}/readyz`)
  if (status === 'ready') return ok(name, `Mintmark serves on ${reached}:${number}`)
  if (status === 'not ready') {
    const advice = 'Look at its log; /readyz says why.'
    return warn(name, `a Mintmark on ${reached}:${number} is not ready`, advice)
  }
  return (await isFree(host, number))
    ? ok(name, `${host}:${number} is free`)
    : fail(
        name,
        `${host}:${number} is taken by another program`,
        'Stop that program, or set another port (PORT).',
      )
}

async function readiness(url: string): Promise<'ready' | 'not ready' | 'not ours'> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PROBE_MS_MAX) })
    const said = (await answer.json()) as { status?: unknown }
    if (typeof said.status !== 'string') return 'not ours'
    return answer.ok && said.status === 'ready' ? 'ready' : 'not ready'
  } catch {
    return 'not ours'
  }
}

function isFree(host: string, number: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(number, host, () => probe.close(() => resolve(true)))
  })
}
