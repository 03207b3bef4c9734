import { readFileSync, statSync } from 'node:fs'
import { type Config, ConfigError } from './config.ts'
import type { Brand, Logo } from './protocol/brand.ts'

const LOGO_BYTES_MAX = 262_144
const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
/** Perhaps a byte order mark, a declaration and comments; then the root element. */
const SVG_BEGINNING = /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg[\s>]/
/** Nothing of this runs in an `<img>`; a picture that needs it is not the picture of a brand. */
const SVG_ACTIVE = /<script|<foreignobject|<!doctype|<!entity|\son[a-z]+\s*=|javascript:/i

type BrandSettings = Pick<Config, 'brand.name' | 'brand.color' | 'brand.logo'>

/** Throws `ConfigError` for a logo that we would not serve: at the start, not on the first page. */
export function readBrand(config: BrandSettings): Brand {
  const path = config['brand.logo']
  return {
    name: config['brand.name'],
    color: config['brand.color'] === '' ? undefined : config['brand.color'],
    logo: path === '' ? undefined : readLogo(path),
  }
}

function readLogo(path: string): Logo {
  const bytes = bytesOf(path)
  if (bytes.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) {
    return { url: '/assets/logo.png', mediaType: 'image/png', bytes }
  }
  const text = bytes.toString('utf8')
  if (!SVG_BEGINNING.test(text)) throw wrong(path, 'is neither an SVG nor a PNG picture')
  if (SVG_ACTIVE.test(text))
    throw wrong(path, 'holds scripts, handlers, entities or foreign markup')
  return { url: '/assets/logo.svg', mediaType: 'image/svg+xml', bytes }
}

function bytesOf(path: string): Buffer {
  const { size } = statSync(path, { throwIfNoEntry: false }) ?? {}
  if (size === undefined) throw wrong(path, 'is not there')
  if (size > LOGO_BYTES_MAX) throw wrong(path, `has more than ${LOGO_BYTES_MAX} bytes`)
  try {
    return readFileSync(path)
  } catch (cause) {
    throw wrong(path, `cannot be read (${String(cause).slice(0, 80)})`)
  }
}

function wrong(path: string, what: string): ConfigError {
  return new ConfigError([`brand.logo: ${path} ${what}; it must be a plain SVG or a PNG file.`])
}
