import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  CREDENTIAL_KINDS,
  type FormatKind,
  formatCredential,
  randomSecret,
  SCANNING_PATTERN,
} from '../../server/credentials/format.ts'
import { systemRandom } from '../../server/protocol/random.ts'
import { blocksOf } from './markdown.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/guide/secret-scanning.md'), 'utf8')
const block = (language: string, rest: string): string =>
  blocksOf(page).find((one) => one.language === language && one.rest === rest)?.text ?? ''

const samples = Object.keys(CREDENTIAL_KINDS).flatMap((kind) =>
  [[], [7], [61, 3_844]].map((numbers) =>
    formatCredential(kind as FormatKind, numbers, randomSecret(systemRandom())),
  ),
)

test('the published pattern is that of the code and finds every kind; each is explained', () => {
  const pattern = block('text', 'pattern').trim()
  assert.equal(pattern, SCANNING_PATTERN)
  for (const sample of samples) assert.match(`secret="${sample}",`, new RegExp(pattern))
  for (const kind of Object.keys(CREDENTIAL_KINDS))
    assert.ok(page.includes(`| \`${kind}\` |`), kind)
})

test('the published checksum tells a real credential from a look-alike', async () => {
  const source = Buffer.from(block('js', 'checksum')).toString('base64')
  const { isCredential } = await import(`data:text/javascript;base64,${source}`)
  for (const sample of samples) {
    assert.equal(isCredential(sample), true, sample)
    const other = sample.endsWith('0') ? '1' : '0'
    assert.equal(isCredential(sample.slice(0, -1) + other), false)
    assert.equal(
      isCredential(`${sample.slice(0, 12)}${other}${sample.slice(13)}`),
      sample[12] === other,
    )
  }
})
