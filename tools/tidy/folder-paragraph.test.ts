import assert from 'node:assert/strict'
import { test } from 'node:test'
import { folderParagraph } from './folder-paragraph.ts'
import { found } from './found.ts'

const PARAGRAPH =
  'What a token may be bound to: agents, rooms, plans. It owns their records and no rule at all.'
const code = 'export const a = 1\n'
const refused = (folder: string) => [
  `${folder}:1 say in README.md or the main file what this folder owns and does not`,
]

test('a README or the first comment of a main file says what a folder is for', () => {
  for (const [name, text] of pairs([
    ['README.md', `# resources/\n\n${PARAGRAPH}\n`],
    ['index.ts', `// ${PARAGRAPH}\n${code}`],
    ['main.ts', `import { b } from './b.ts'\n\n/** ${PARAGRAPH} */\n${code}`],
    ['resources.ts', `// ${PARAGRAPH.slice(0, 50)}\n// ${PARAGRAPH.slice(50)}\n${code}`],
  ])) {
    const files = { 'server/resources/a.ts': code, [`server/resources/${name}`]: text }
    assert.deepEqual(found(folderParagraph, files), [], name)
  }
})

test('nothing, a heading, a few words or a comment further down do not', () => {
  for (const [name, text] of pairs([
    ['b.ts', `// ${PARAGRAPH}`],
    ['README.md', `# ${PARAGRAPH}\n`],
    ['README.md', '# resources/\n\nResources.\n'],
    ['index.ts', `const b = 1\n// ${PARAGRAPH}\n`],
  ])) {
    const files = { 'server/resources/a.ts': code, [`server/resources/${name}`]: text }
    assert.deepEqual(found(folderParagraph, files), refused('server/resources'), text)
  }
})

test('folders inside test/ and folders without code need none; test/ itself does', () => {
  const files = { 'server/test/flows/a.ts': code, 'server/dialects/a/transcripts/a.json': '{}' }
  assert.deepEqual(found(folderParagraph, files), [])
  assert.deepEqual(found(folderParagraph, { 'server/test/a.ts': code }), refused('server/test'))
})

function pairs(
  list: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  return list
}
