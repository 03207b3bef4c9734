import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { CHALLENGE } from '../codes.ts'
import { onServerCore } from '../pin.ts'
import { freePort, newFolder, startChild, stopChild } from '../server.ts'
import { basic } from '../wire.ts'

export type PeerName = 'oidc-provider' | 'oauth2-server' | 'better-auth' | 'oauth2-mock-server'

/** A peer's server, and the way past its port by which it makes what the load presents. */
export interface Peer {
  readonly pid: number
  readonly port: number
  readonly host: string
  /** Tokens, codes or keys, stored as the peer itself would have stored them. */
  make(kind: 'refresh' | 'code' | 'opaque' | 'key', count: number): Promise<readonly string[]>
  stop(): Promise<void>
}

const START_LIMIT_MS = 30_000
const MAKE_LIMIT_MS = 120_000
/** They warn of much that is no harm, so it is only shown when one does not start. */
const SAID_CHARACTERS_MAX = 4_000
const CLIENT_SECRET = randomBytes(32).toString('base64url')

/** Every peer has the same client. */
export const CLIENT_HEADERS = { Authorization: basic('bench', CLIENT_SECRET) } as const
export const REDIRECT_URI = 'https://client.example.com/callback'

export async function startPeer(
  name: PeerName,
  env: Readonly<Record<string, string>>,
  isPinned: boolean,
): Promise<Peer> {
  const port = await freePort()
  const file = join(import.meta.dirname, 'servers', `${name}.mjs`)
  const folder = newFolder()
  const child = startChild(
    onServerCore(isPinned, [execPath, file]),
    folder,
    { NODE_ENV: 'production', PORT: `${port}`, FOLDER: folder, CLIENT_SECRET, CHALLENGE, ...env },
    ['ignore', 'ignore', 'pipe', 'ipc'],
  )
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-SAID_CHARACTERS_MAX)
  })
  const { pid } = child
  if (pid === undefined) throw new Error(`${name} does not start`)
  await answerOf(child, name, START_LIMIT_MS).catch((cause: unknown) => {
    throw new Error(`${name} does not start:\n${said}`, { cause })
  })
  return {
    pid,
    port,
    host: `127.0.0.1:${port}`,
    async make(kind, count) {
      const answer = answerOf(child, name, MAKE_LIMIT_MS)
      child.send({ kind, count })
      return (await answer).tokens ?? []
    },
    stop: () => stopChild(child),
  }
}

interface Answer {
  readonly tokens?: readonly string[]
  readonly failed?: string
}

async function answerOf(child: ChildProcess, name: string, limitMs: number): Promise<Answer> {
  const given = new AbortController()
  const signal = AbortSignal.any([given.signal, AbortSignal.timeout(limitMs)])
  try {
    const gone = once(child, 'exit', { signal }).then(() => {
      throw new Error(`${name} has ended`)
    })
    const [answer] = (await Promise.race([once(child, 'message', { signal }), gone])) as [Answer]
    if (answer.failed !== undefined) throw new Error(`${name}: ${answer.failed}`)
    return answer
  } finally {
    given.abort()
  }
}
