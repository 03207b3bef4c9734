import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BYTES_PER_ROW, CEILINGS, type Work } from './ceilings.ts'
import { count } from './measure.ts'

test('no request and no row costs more than the table says', async () => {
  const { work, bytesPerRow } = await count()
  assert.deepEqual([...work.keys()].sort(), Object.keys(CEILINGS).sort())
  for (const [name, found] of work) {
    const most = CEILINGS[name] as Work
    for (const kind of ['commits', 'signatures'] as const) {
      assert.equal(found[kind], most[kind], `${name}: ${kind}`)
    }
    for (const kind of ['statements', 'allocatedBytes'] as const) {
      assert.ok(found[kind] <= most[kind], `${name}: ${found[kind]} of ${most[kind]} ${kind}`)
      // Nothing counted is no good news: then nobody has counted.
      assert.ok(found[kind] >= most[kind] / 3, `${name}: only ${found[kind]} ${kind}`)
    }
  }
  assert.deepEqual([...bytesPerRow.keys()].sort(), Object.keys(BYTES_PER_ROW).sort())
  for (const [table, bytes] of bytesPerRow) {
    assert.ok(bytes <= (BYTES_PER_ROW[table] ?? 0), `${table}: ${bytes} bytes a row`)
  }
})
