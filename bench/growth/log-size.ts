import { DatabaseSync } from 'node:sqlite'
import { CONNECTIONS, load, type Source } from '../load.ts'
import { fileMb } from './sizes.ts'

/** SQLite's write-ahead log while refresh tokens are rotated without a pause. */
export interface LogSize {
  readonly seconds: number
  readonly rotations: number
  readonly fileMbBefore: number
  readonly fileMbAfter: number
  /** The longest that the log became, with nobody else at the file. */
  readonly logMbMax: number
  /** The same while another process had a read transaction open. */
  readonly readerSeconds: number
  readonly logMbMaxUnderReader: number
  /** A moment after that reader had gone, under the same load. */
  readonly logMbAfterReader: number
}

const LOOK_MS = 50

export async function measureLog(
  file: string,
  source: Source,
  port: number,
  seconds: number,
): Promise<LogSize> {
  const log = `${file}-wal`
  const readerSeconds = seconds / 4
  const fileMbBefore = fileMb(file)
  const alone = await watched(log, () => rotate(source, port, seconds))
  const held = await watched(log, async () => {
    const reader = new DatabaseSync(file, { readOnly: true })
    try {
      reader.exec('begin')
      reader.prepare('select count(*) from facts').get()
      return await rotate(source, port, readerSeconds)
    } finally {
      reader.close()
    }
  })
  const after = await rotate(source, port, readerSeconds)
  return {
    seconds,
    rotations: alone.value + held.value + after,
    fileMbBefore,
    fileMbAfter: fileMb(file),
    logMbMax: alone.most,
    readerSeconds,
    logMbMaxUnderReader: held.most,
    logMbAfterReader: fileMb(log),
  }
}

async function rotate(source: Source, port: number, seconds: number): Promise<number> {
  return (await load(source, { port, seconds, connections: CONNECTIONS })).requests
}

async function watched<T>(
  file: string,
  work: () => Promise<T>,
): Promise<{ value: T; most: number }> {
  let most = 0
  const timer = setInterval(() => {
    most = Math.max(most, fileMb(file))
  }, LOOK_MS)
  try {
    return { value: await work(), most }
  } finally {
    clearInterval(timer)
  }
}
