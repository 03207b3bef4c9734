// A full disk (SQLite): what cannot be written is refused, what is known is told, room heals it.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { type Mint, startMint } from '../mint.ts'
import { newFolder } from '../places.ts'
import { testStore } from '../test-store.ts'
import { assertDegrades, type Fault } from './degrading.ts'
import { fullDisk, limitedFiles, mayLimit, mayMount, mountSmallDisk } from './disk.ts'

const undo: (() => void)[] = []
after(() => {
  for (const one of undo) one()
})

if (testStore === 'sqlite' && mayMount()) {
  test('a full disk loses nothing, does nothing by halves, and heals', async () => {
    const dataDir = newFolder()
    undo.push(mountSmallDisk(dataDir))
    const mint = await startMint({ dataDir, isPressed: true })
    await assertSurvives(mint, fullDisk(dataDir))
  })
}

if (testStore === 'sqlite' && mayLimit()) {
  test('a file that may not grow loses nothing, does nothing by halves, and heals', async () => {
    const mint = await startMint({ isPressed: true })
    await assertSurvives(mint, limitedFiles(mint.pid, mint.dataDir))
  })
}

async function assertSurvives(mint: Mint, fault: Fault): Promise<void> {
  const { dataDir, port } = mint
  const { reads } = await assertDegrades(mint, fault)
  await mint.kill()
  const next = await startMint({ dataDir, port })
  await reads.assertKept(next)
  await next.stop()
  const database = new DatabaseSync(join(dataDir, 'mintmark.db'))
  assert.equal(database.prepare('pragma integrity_check').get()?.integrity_check, 'ok')
  database.close()
}
