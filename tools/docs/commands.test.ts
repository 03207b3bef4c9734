// Runs what the pages print: every `sh` and `ts` block against a mint in dev mode. `sh ignore`
// marks what cannot run here, such as starting a server.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Mint, startMint } from '../../server/test/mint.ts'
import { newFolder } from '../../server/test/places.ts'
import { type Block, blocksOf } from './markdown.ts'
import { runBlocks } from './run-blocks.ts'

const ROOT = join(import.meta.dirname, '../..')
const PAGES = ['README.md', ...globSync('docs/{dialects,guide,operations}/*.md', { cwd: ROOT })]

const folder = newFolder()
let mint: Mint

before(async () => {
  mint = await startMint({ dataDir: join(folder, '.mintmark') })
})
after(() => mint.stop())

const isCommand = ({ language, rest }: Block) => /^(?:sh|ts)$/.test(language) && rest === ''

for (const page of PAGES.sort()) {
  const blocks = blocksOf(readFileSync(join(ROOT, page), 'utf8'))
  if (!blocks.some(isCommand)) continue
  test(`the commands of ${page} do what it says`, () => runBlocks(blocks, isCommand, folder))
}
