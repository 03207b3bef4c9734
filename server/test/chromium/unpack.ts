// Unpacks the Chromium that npm brought, with the libraries and the fonts that it comes with. The
// package writes to the folder for temporary files and nowhere else, so whoever runs this program
// names another one in TMPDIR.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflate } from '@sparticuz/chromium'

const archives = fileURLToPath(new URL('../bin/', import.meta.resolve('@sparticuz/chromium')))

for (const name of ['chromium.br', 'al2023.tar.br', 'fonts.tar.br']) {
  await inflate(join(archives, name))
}
