import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readTokens } from './tokens.ts'

const words = (text: string) =>
  readTokens(text)
    .filter(({ kind }) => kind === 'word')
    .map(({ value }) => value)
const texts = (text: string) =>
  readTokens(text)
    .filter(({ kind }) => kind === 'text')
    .map(({ value }) => value)

test('words inside strings, comments and regular expressions are not code', () => {
  assert.deepEqual(words(`const a = 'enum b'; // enum c\n/* enum d */ /enum [/] e/.test(f)`), [
    'const',
    'a',
    'test',
    'f',
  ])
})

test('a slash after a value divides', () => {
  assert.deepEqual(words('const half = width / 2 + height / depth'), [
    'const',
    'half',
    'width',
    'height',
    'depth',
  ])
})

test('code inside a template is code, at any depth, and its fixed parts are text', () => {
  const source = '`one $' + '{f({ a: `two $' + '{b}` })} three` + c'
  assert.deepEqual(words(source), ['f', 'a', 'b', 'c'])
  assert.deepEqual(
    texts(source).filter((text) => text !== ''),
    ['one ', 'two ', ' three'],
  )
})

test('escaped quotes and backquotes do not end a string', () => {
  assert.deepEqual(texts(`'it\\'s' "\\"" `), ["it\\'s", '\\"'])
  assert.deepEqual(words('`a \\` b` + c'), ['c'])
})

test('each token knows its line, after comments and templates of several lines too', () => {
  const tokens = readTokens('/* 1\n2 */\nconst a = `4\n5`\nconst b')
  assert.equal(tokens.find(({ value }) => value === 'a')?.line, 3)
  assert.equal(tokens.find(({ value }) => value === 'b')?.line, 5)
})

test('anything at all is read to its end, in order, with lines that exist', () => {
  const odd = fc.string({ unit: fc.constantFrom('$', ...'`{}\'"/\\*[]()\na1 é“') })
  const property = fc.property(odd, (text) => {
    const lines = readTokens(`${text}\nlast`).map(({ line }) => line)
    assert.deepEqual(
      lines,
      [...lines].sort((a, b) => a - b),
    )
    assert.ok((lines.at(-1) ?? 1) <= text.split('\n').length + 1)
  })
  fc.assert(property, { numRuns: 2_000 })
})
