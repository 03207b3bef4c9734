import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filters } from './filters.ts'
import { isJsonArray, isJsonObject, type Json } from './json.ts'
import { matchers } from './matchers.ts'
import { loadTranscripts } from './suite.ts'

/** How many acceptance checks each section of the wire contracts has. */
const CHECK_COUNTS: Readonly<Record<string, number>> = {
  '1.6': 15, // Vocera
  '2.6': 16, // 8x8
  '3.6': 19, // Vonage
  '4.6': 17, // VocalCola
  '5.6': 20, // Envoy
}
const DIALECTS = ['eight-by-eight', 'envoy', 'standard', 'vocalcola', 'vocera', 'vonage']

const transcripts = loadTranscripts()

test('every acceptance check of the wire contracts is cited by a transcript', () => {
  const cited = new Set(transcripts.flatMap(({ source }) => source.flatMap((s) => s.checks ?? [])))
  const wanted = Object.entries(CHECK_COUNTS).flatMap(([section, count]) =>
    Array.from({ length: count }, (_, index) => `${section}.${index + 1}`),
  )
  assert.deepEqual(
    wanted.filter((check) => !cited.has(check)),
    [],
  )
})

test('no transcript cites a check that the wire contracts do not have', () => {
  const unknown = transcripts
    .flatMap(({ source }) => source.flatMap((s) => s.checks ?? []))
    .filter((check) => {
      const [chapter, part, number] = check.split('.')
      return Number(number) > (CHECK_COUNTS[`${chapter}.${part}`] ?? 0)
    })
  assert.deepEqual(unknown, [])
})

test('every dialect has transcripts, and no two of them have the same title', () => {
  const dialects = new Set(transcripts.map(({ name }) => name.split('/')[0]))
  assert.deepEqual(
    DIALECTS.filter((dialect) => !dialects.has(dialect)),
    [],
  )
  for (const dialect of dialects) {
    const titles = transcripts
      .filter(({ name }) => name.startsWith(`${dialect}/`))
      .map(({ title }) => title)
    assert.equal(new Set(titles).size, titles.length, `two titles are equal in ${dialect}`)
  }
})

test('every filter and every matcher that a transcript names exists', () => {
  const unknown = transcripts.flatMap(({ name, steps }) =>
    steps
      .flatMap((step) => [...wordsOf(step as unknown as Json)])
      .map((word) => `${name}: ${word}`),
  )
  assert.deepEqual(unknown, [])
})

/** The names that nobody knows, at any depth. */
function* wordsOf(value: Json): Generator<string> {
  if (typeof value === 'string') {
    for (const [, expression = ''] of value.matchAll(/\{\{(.*?)\}\}/gs)) {
      const names = expression.split('|').slice(1)
      yield* names.map((call) => call.trim().split(' ')[0] ?? '').filter((f) => !filters.has(f))
    }
  } else if (isJsonArray(value)) {
    for (const item of value) yield* wordsOf(item)
  } else if (isJsonObject(value)) {
    yield* Object.keys(value).filter((key) => key.startsWith('$') && !matchers.has(key))
    for (const member of Object.values(value)) yield* wordsOf(member)
  }
}
