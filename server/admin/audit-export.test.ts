import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decisionOn } from '../audit/trail.ts'
import { csvField, exportOf } from './audit-export.ts'
import { assertProblem, openTestAdmin, type TestAdmin } from './test/open-admin.ts'
import { makeClient } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

async function fill(count: number): Promise<void> {
  const { store, audit } = mint.core
  const request = { ip: '192.0.2.1', requestId: undefined }
  await store.transaction(async (records) => {
    for (let i = 0; i < count; i += 1) {
      const facts = { action: 'filled', outcome: 'granted', detail: `number ${i}` }
      await audit.append(records, decisionOn(request, facts))
    }
  })
}

test('an export holds all that the filters find, however many pages that are', async () => {
  await fill(1_234)
  const reply = await mint.manage('GET', '/audit-events/export?action=filled&format=ndjson')
  assert.equal(reply.status, 200)
  assert.match(String(reply.headers['content-type']), /^application\/x-ndjson/)
  const name = /^attachment; filename="audit-events-[\dTZ-]+\.ndjson"$/
  assert.match(String(reply.headers['content-disposition']), name)
  const lines = reply.text.trimEnd().split('\n')
  assert.equal(new Set(lines.map((line) => JSON.parse(line).id)).size, 1_234)
  assert.equal(JSON.parse(lines[0] ?? '').detail, 'number 1233')
  const csv = await mint.manage('GET', '/audit-events/export?action=filled')
  const rows = csv.text.trimEnd().split('\r\n')
  assert.equal(rows.length, 1_235)
  assert.match(rows[0] ?? '', /^id,first_at,/)
  const nothing = await mint.manage('GET', '/audit-events/export?action=nothing')
  assert.deepEqual(nothing.text.split('\r\n').length, 2, 'its first line alone')
  assertProblem(await mint.manage('GET', '/audit-events/export?format=xlsx'), 400)
  const [{ detail } = {}] = (
    await mint.done('GET', '/audit-events?action=admin.audit-events&outcome=granted')
  ).data as { detail?: string }[]
  assert.equal(detail, 'csv', 'who exports is in the record')
})

test('no field of a spreadsheet is a formula, whoever sent it', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx']) {
    assert.match(csvField(text), /^"?'/, text)
  }
  assert.equal(csvField('plain = text'), 'plain = text')
  assert.equal(csvField('a "quoted", text\n'), '"a ""quoted"", text\n"')
  assert.equal(csvField('=HYPERLINK("x","y")'), `"'=HYPERLINK(""x"",""y"")"`)
})

test('whoever goes away ends the reading', async () => {
  const { audit } = mint.core.store
  let reads = 0
  const counting: typeof audit = {
    ...audit,
    stretch: (...asked) => {
      reads += 1
      return audit.stretch(...asked)
    },
  }
  const search = { action: 'filled' }
  const stream = exportOf({ ...mint.core.store, audit: counting }, search, 'ndjson')
  await stream.iterator({ destroyOnReturn: true }).next()
  stream.destroy()
  await new Promise((resolve) => stream.once('close', resolve))
  assert.ok(reads <= 2, `${reads} pages were read for one`)
})

test('an organization exports what concerns it and nothing else', async () => {
  const { id } = await mint.done('POST', '/organizations', { name: 'Own' })
  const own = await makeClient(mint, 'standard', { organization_id: id })
  const key = await mint.done('POST', '/management-keys', {
    name: 'Own',
    permissions: ['audit-events:read'],
    organization_id: id,
  })
  const headers = { authorization: `Bearer ${key.management_key}` }
  const path = '/audit-events/export?format=ndjson'
  const { text } = await mint.manage('GET', path, undefined, { headers })
  assert.ok(text.includes(own.id))
  assert.ok(!text.includes('filled'))
})
