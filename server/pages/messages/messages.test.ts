// What holds of every language: nothing is missing, left over or said elsewhere.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { de } from './de.ts'
import { en } from './en.ts'
import { forms } from './forms.ts'
import { fallback, languages } from './index.ts'
import { partsOf, say, sayCount, sayInstant, sayLength } from './say.ts'

/** Every text by its place, such as `consent.title`; lists and plural forms by theirs. */
function textsIn(words: object, place = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [name, inner] of Object.entries(words)) {
    const at = place === '' ? name : `${place}.${name}`
    if (typeof inner === 'string') found.set(at, inner)
    else for (const [where, text] of textsIn(inner, at)) found.set(where, text)
  }
  return found
}

function holesOf(text: string): string[] {
  return partsOf(text)
    .filter((_, at) => at % 2 === 1)
    .sort()
}

const isPluralForm = (place: string) => /\.(?:zero|one|two|few|many)$/.test(place)

for (const language of languages) {
  test(`${language.tag}: has every text, with the same holes as English, and no other`, () => {
    const expected = textsIn(fallback)
    const found = textsIn(language)
    for (const [place, text] of expected) {
      if (isPluralForm(place)) continue
      assert.deepEqual(holesOf(found.get(place) ?? ''), holesOf(text), place)
      assert.notEqual(found.get(place)?.trim() ?? '', '', place)
    }
    for (const place of found.keys()) assert.ok(isPluralForm(place) || expected.has(place), place)
  })

  test(`${language.tag}: is a language that Intl can format for`, () => {
    assert.deepEqual(Intl.DateTimeFormat.supportedLocalesOf(language.formats), [language.formats])
    assert.equal(new Intl.Locale(language.formats).language, new Intl.Locale(language.tag).language)
  })

  test(`${language.tag}: no text holds markup, a straight quotation mark or a double space`, () => {
    for (const [place, text] of textsIn(language)) assert.doesNotMatch(text, /[<>"&]| {2}/, place)
  })
}

test('a language other than English says every sentence in its own words', () => {
  const same = [...textsIn(en)].filter(([place, text]) => textsIn(de).get(place) === text)
  const places = same.map(([place]) => place)
  assert.deepEqual(places, [
    'direction',
    'embed.title',
    'embed.unknown',
    'account.passkeys',
    'agent.title',
  ])
})

test('no template holds a visible word, so that every word is in the languages’ files', () => {
  const folders = ['../views', '../../embeds/views'].map((one) => join(import.meta.dirname, one))
  const sources = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  let seen = 0
  for (const name of sources.filter((one) => /\/[a-z-]+\.ts$/.test(one))) {
    const code = readFileSync(name, 'utf8')
    for (const [, template = ''] of code.matchAll(/= template<[^(]*>\(`([^`]*)`\)/g)) {
      seen += 1
      const bare = template.replace(/<%[\s\S]*?%>/g, '')
      for (const [, said] of bare.matchAll(/ (?:alt|title|placeholder|aria-label)="([^"]*)"/g)) {
        assert.equal(said, '', `${name} says “${said}” in an attribute`)
      }
      assert.doesNotMatch(bare.replace(/<[^>]*>/g, ''), /\p{L}/u, name)
    }
  }
  assert.ok(seen >= 8, `only ${seen} templates were found`)
})

test('a hole that nothing fills fails loudly, and what fills one is not read for holes', () => {
  assert.throws(() => say('{client} asks', {}), /\{client\}/)
  assert.equal(say('{client} asks {user}', { client: '{user}', user: 'you' }), '{user} asks you')
})

test('lengths of time, counts and instants are told in the language', () => {
  assert.equal(sayLength(en, 30 * 86_400), '30 days')
  assert.equal(sayLength(en, 3_600), '1 hour')
  assert.equal(sayLength(en, 900), '15 minutes')
  assert.equal(sayLength(en, 42), '42 seconds')
  assert.equal(sayLength(en, 299), '5 minutes')
  assert.equal(sayLength(de, 30 * 86_400), '30 Tage')
  assert.equal(sayLength(de, 60), '1 Minute')
  const apples = forms({ one: '{count} apple', other: '{count} apples' })
  assert.deepEqual(
    [1, 2].map((count) => sayCount(en, apples, count)),
    ['1 apple', '2 apples'],
  )
  const at = new Date('2026-11-21T21:34:05Z')
  assert.equal(sayInstant(en, at), '21 November 2026, 21:34 UTC')
  assert.equal(sayInstant(de, at), '21. November 2026, 21:34 Uhr UTC')
})
