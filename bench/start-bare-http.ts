import { join } from 'node:path'
import { execPath } from 'node:process'
import type { Source } from './load.ts'
import { type Command, onServerCore } from './pin.ts'
import { freePort, newFolder, startChild, stopChild, untilReady } from './server.ts'
import { repeating } from './sources.ts'
import { requestBytes } from './wire.ts'

const MAIN = join(import.meta.dirname, 'bare-http.ts')

/** `bare-http.ts` on the server's core, and what it is asked. */
export interface BareHttp {
  readonly pid: number
  readonly port: number
  source(): Source
  stop(): Promise<void>
}

export interface BareOptions {
  readonly node?: Command
  readonly env?: Readonly<Record<string, string>>
}

export async function startBareHttp(
  isPinned: boolean,
  { node = [execPath], env = {} }: BareOptions = {},
): Promise<BareHttp> {
  const port = await freePort()
  const command = onServerCore(isPinned, [...node, MAIN])
  const child = startChild(command, newFolder(), { PORT: String(port), ...env })
  const host = `127.0.0.1:${port}`
  await untilReady(new URL(`http://${host}`), child)
  const request = requestBytes(host, {
    path: '/token',
    form: { grant_type: 'client_credentials', client_id: 'a'.repeat(16), scope: 'api:read' },
  })
  const source = () => repeating(request, '"access_token"')
  return { pid: child.pid ?? 0, port, source, stop: () => stopChild(child) }
}
