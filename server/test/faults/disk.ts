// Disks that are too small: a file system of a few megabytes where the test may mount one, else a
// limit on how far the running server's files may grow.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { newFolder } from '../places.ts'
import type { Fault } from './degrading.ts'

const SIZE = '4m'
const BLOCK = Buffer.alloc(64 * 1024)
const BYTE = Buffer.alloc(1)

/** Whether a test here may mount, which containers often forbid even to root. */
export function mayMount(): boolean {
  const folder = newFolder()
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder])
  if (mounted.status !== 0) return false
  execFileSync('umount', [folder])
  return true
}

export function mayLimit(): boolean {
  return spawnSync('prlimit', ['--pid', String(process.pid), '--fsize']).status === 0
}

export function mountSmallDisk(folder: string): () => void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder])
  const unmount = () => {
    spawnSync('umount', ['-l', folder])
  }
  process.once('exit', unmount)
  return () => {
    process.off('exit', unmount)
    unmount()
  }
}

/** Another program's file takes all the room that there is. */
export function fullDisk(folder: string): Fault {
  const file = join(folder, 'filling')
  return {
    begin() {
      const filling = openSync(file, 'w')
      for (const bytes of [BLOCK, BYTE]) {
        assert.throws(
          () => {
            for (;;) writeSync(filling, bytes)
          },
          { code: 'ENOSPC' },
        )
      }
      closeSync(filling)
    },
    end: () => rmSync(file),
  }
}

/** The log may not grow by a byte. */
export function limitedFiles(pid: number, dataDir: string): Fault {
  const limit = (bytes: number | 'unlimited') =>
    execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`])
  return {
    begin: () => void limit(statSync(join(dataDir, 'mintmark.db-wal')).size),
    end: () => void limit('unlimited'),
  }
}
