// Where a run's databases and folders stand: in memory where there is room, since a thousand files
// that are synced and thrown away say nothing of the disk, and on a busy one make tests late. What
// a disk can do to the server is tested by `server/test/faults/`, which brings its own.
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Linux's files in memory (tmpfs(5)). */
const IN_MEMORY = '/dev/shm'
const ROOM_BYTES_MIN = 3 * 1024 ** 3

/** A folder for everything that is temporary, which goes with the run. */
export function quickFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(hasRoom() ? IN_MEMORY : tmpdir(), 'mintmark-tests-'))
  // PostgreSQL has a folder in it, and may be another user.
  chmodSync(path, 0o711)
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY)
    return bavail * bsize >= ROOM_BYTES_MIN
  } catch {
    return false
  }
}
