import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const JOURNALS = ['', '-wal', '-shm', '-journal']
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const

const files = new Set<string>()

/**
 * Names a file in the folder for the time of the work. Whatever is there afterwards is removed,
 * also when the command is told to stop: it may hold everything in clear.
 */
export async function withScratch<T>(
  folder: string,
  work: (file: string) => Promise<T>,
): Promise<T> {
  if (files.size === 0) removeOnSignals()
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `.mintmark-${randomBytes(6).toString('hex')}.partial`)
  files.add(file)
  try {
    return await work(file)
  } finally {
    remove(file)
    files.delete(file)
  }
}

function removeOnSignals(): void {
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.once(signal, () => {
      for (const file of files) remove(file)
      process.exit(128 + number)
    })
  }
}

function remove(file: string): void {
  for (const end of JOURNALS) rmSync(`${file}${end}`, { force: true })
}
