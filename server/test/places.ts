// Folders and ports of a test file's own. No folder stays behind, however the file ends.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folders = new Set<string>()
/** Neighbours in time have neighbouring numbers, and stretches far from each other. */
let nextPort = 10_000 + ((process.pid * 101) % 220) * 100

process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
] as const) {
  // Without a listener it would end at once, and leave everything behind.
  process.once(signal, () => process.exit(128 + number))
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-test-'))
  folders.add(folder)
  return folder
}

/**
 * Below the ports that the system gives to whoever asks for any, from a stretch of this process's
 * own: files that run beside each other do not find the same one free.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = nextPort++
    const probe = createServer().listen(port, '127.0.0.1')
    const isFree = await once(probe, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    probe.close()
    await once(probe, 'close')
    return port
  }
}
