// Several servers on one PostgreSQL, as behind a load balancer: each its own process with its own
// folder and its own wire to the database; one master key and one public address for all.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after } from 'node:test'
import { type Mint, type MintOptions, startMint } from '../mint.ts'
import { freePort } from '../places.ts'
import { stopPostgres } from '../postgres.ts'
import { type DatabaseProxy, openDatabaseProxy } from './database-proxy.ts'
import { withPublicHost } from './public-host.ts'

const CONNECTIONS_MAX = '8'

export interface Node extends Mint {
  /** Its own way to the database. */
  readonly database: DatabaseProxy
}

export interface NodesOptions extends Pick<MintOptions, 'isPressed'> {
  readonly env?: Readonly<Record<string, string>>
  /** What only one of them is told, by its place. */
  readonly envOf?: (place: number) => Readonly<Record<string, string>>
}

export interface Nodes {
  readonly all: readonly Node[]
  /** The database itself, past the wires. */
  readonly databaseUrl: string
  /** The next in turn, as a balancer without stickiness picks it. */
  next(): Node
  /** All nodes as one, each request to the next. */
  readonly balanced: Mint
  /** The clock of each is moved: in dev mode it is theirs, not the database's. */
  advance(seconds: number): Promise<void>
}

/** Starts them at the same instant; they end, and their end is checked, with the file. */
export async function nodesForThisFile(
  databaseUrl: string,
  count: number,
  options: NodesOptions = {},
): Promise<Nodes> {
  // What was opened is closed in reverse, whatever fails on the way.
  const closing: (() => Promise<void>)[] = [stopPostgres]
  after(() => closeAll(closing))
  const ports = await Promise.all(Array.from({ length: count }, freePort))
  const shared = {
    ...options.env,
    MINTMARK_MASTER_KEY: randomBytes(32).toString('base64'),
    MINTMARK_BASE_URL: `http://127.0.0.1:${ports[0]}`,
    MINTMARK_DATABASE_CONNECTIONS_MAX: CONNECTIONS_MAX,
    // A machine that starts three nodes at once may be slow to connect.
    MINTMARK_DATABASE_WAIT_SEC: '30',
  }
  const all = await Promise.all(
    ports.map(async (port, place): Promise<Node> => {
      const database = await openDatabaseProxy(databaseUrl)
      closing.push(database.close)
      const own = { MINTMARK_DATABASE_URL: database.url, ...options.envOf?.(place) }
      const mint = await startMint({ ...options, port, env: { ...shared, ...own } })
      const node = { ...withPublicHost(mint), database }
      closing.push(node.stop)
      return node
    }),
  )
  let turn = 0
  const next = (): Node => {
    turn += 1
    return nodeAt(all, turn % all.length)
  }
  const first = nodeAt(all, 0)
  return {
    all,
    databaseUrl,
    next,
    balanced: { ...first, request: (path, init) => next().request(path, init) },
    advance: async (seconds) => {
      for (const node of all) await node.advance(seconds)
    },
  }
}

async function closeAll(closing: (() => Promise<void>)[]): Promise<void> {
  const problems: unknown[] = []
  for (const close of closing.reverse()) await close().catch((cause) => problems.push(cause))
  if (problems.length > 0) throw new AggregateError(problems, 'not everything closed well')
}

export function nodeAt(nodes: readonly Node[], place: number): Node {
  const node = nodes[place]
  assert.ok(node !== undefined, `there is no node ${place}`)
  return node
}
