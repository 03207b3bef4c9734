import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'

const JOURNALS = ['-wal', '-shm', '-journal']

/**
 * Moves a database file to where another one may be, which is kept aside. At every instant one of
 * the two is there, and after a power cut as well.
 */
export function putInPlace(staged: string, file: string, asideFile: string): void {
  const folder = dirname(file)
  const { uid, gid } = statSync(existsSync(file) ? file : folder)
  // Who runs the command may be another user than the one who serves.
  if (process.getuid?.() === 0) chownSync(staged, uid, gid)
  sync(staged)
  // A journal that stayed behind would be played into the new file.
  for (const end of JOURNALS) {
    if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, `${asideFile}${end}`)
  }
  if (existsSync(file)) keepAside(file, asideFile)
  renameSync(staged, file)
  sync(folder)
}

/** Waits until the disk has it. */
export function sync(path: string): void {
  const opened = openSync(path, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

function keepAside(file: string, asideFile: string): void {
  try {
    linkSync(file, asideFile)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw cause
    // Some file systems have no second names.
    renameSync(file, asideFile)
  }
}
