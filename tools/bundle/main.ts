// Bundles the server for `npm start`: `node tools/bundle/main.ts`. Most of a start is finding and
// reading modules, and one file is found sooner than seven hundred.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BUNDLE_FOLDER, INSTALLED, MADE_OF, markOf } from '../../server/cli/find-bundle.ts'
import { bundleServer } from './bundle.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, BUNDLE_FOLDER)
const { files } = await bundleServer(root, folder)
const marks = [...files, INSTALLED].map((file) => [file, markOf(root, file)])
// Last: without it the bundle is not started.
writeFileSync(join(folder, MADE_OF), JSON.stringify(Object.fromEntries(marks)))
