import { execFile } from 'node:child_process'
import { execPath } from 'node:process'
import { promisify } from 'node:util'
import type { Options } from './options.ts'
import { onServerCore } from './pin.ts'
import { newFolder, startServer } from './server.ts'
import { collect } from './sources.ts'
import { median } from './statistics.ts'
import { basic, requestBytes } from './wire.ts'

/** From the call that starts the server to its first token. */
export interface ColdStart {
  readonly name: 'fresh' | 'existing'
  readonly title: string
  readonly readyMs: number
  readonly firstTokenMs: number
  /** The same Node starting to do nothing. */
  readonly bareNodeMs: number
  readonly starts: number
}

const run = promisify(execFile)

/** Alternating, so that both kinds and bare Node meet the same machine. */
export async function measureColdStarts(
  { starts }: Options,
  isPinned: boolean,
): Promise<readonly ColdStart[]> {
  const existing = newFolder()
  await start(existing, isPinned)
  const bare: number[] = []
  const kinds = {
    existing: { title: 'on a folder in use', folder: () => existing, timings: [] as Timing[] },
    fresh: { title: 'on an empty folder', folder: newFolder, timings: [] as Timing[] },
  }
  for (let i = 0; i < starts; i += 1) {
    bare.push(await startBareNode(isPinned))
    for (const kind of Object.values(kinds)) {
      kind.timings.push(await start(kind.folder(), isPinned))
    }
  }
  return (['existing', 'fresh'] as const).map((name) => {
    const { title, timings } = kinds[name]
    return {
      name,
      title,
      readyMs: median(timings.map((timing) => timing.readyMs)),
      firstTokenMs: median(timings.map((timing) => timing.firstTokenMs)),
      bareNodeMs: median(bare),
      starts,
    }
  })
}

interface Timing {
  readonly readyMs: number
  readonly firstTokenMs: number
}

export async function start(folder: string, isPinned: boolean): Promise<Timing> {
  const server = await startServer({ folder, isPinned })
  try {
    const { client_id: id, client_secret: secret } = server.demo.standard
    const request = requestBytes(server.host, {
      path: '/oauth/token',
      headers: { Authorization: basic(id, secret) },
      form: { grant_type: 'client_credentials' },
    })
    await collect(server.port, 1, request, 'access_token')
    return { readyMs: server.readyMs, firstTokenMs: performance.now() - server.startedMs }
  } finally {
    await server.stop()
  }
}

export async function startBareNode(isPinned: boolean): Promise<number> {
  const [file, ...args] = onServerCore(isPinned, [execPath, '-e', '0'])
  const startMs = performance.now()
  await run(file, args)
  return performance.now() - startMs
}
