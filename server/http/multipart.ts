import { ProtocolError } from '../protocol/errors.ts'
import type { Fields } from '../protocol/wire.ts'

const PARTS_MAX = 64
const HEADERS_MAX = 32
const HEADER_BYTES_MAX = 1_024
const NAME_BYTES_MAX = 100
const VALUE_BYTES_MAX = 16_384

const BLANK = '\r\n\r\n'
/** RFC 2046 §5.1.1 has 70 characters at most. */
const BOUNDARY = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i
/** All headers of a part, as nearly every client writes them. */
const USUAL = /^content-disposition: form-data; name="([\w.-]{1,100})"$/i
const HEADER = /^([\w!#$%&'*+.^`|~-]+):[ \t]*(.*?)[ \t]*$/
/** Of a `Content-Disposition`, one after the other (RFC 6266 §4.1). */
const PARAMETER = /;[ \t]*([\w!#$%&'*+.^`|~-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))[ \t]*/gy
const CHARSET = /;\s*charset="?([\w.:-]{1,40})/

/**
 * Fields of a `multipart/form-data` body (RFC 7578) that is in memory, in one go. No files, and
 * nothing that two readers could take for two different things.
 */
export function parseMultipart(contentType: string, bytes: Buffer): Fields {
  const [, quoted, boundary = quoted] = BOUNDARY.exec(contentType) ?? []
  if (boundary === undefined) throw malformed('The multipart boundary is missing or too long.')
  // A character for each byte: a place in the text is the same place among the bytes.
  const text = bytes.toString('latin1')
  const delimiter = `\r\n--${boundary}`
  const fields: Record<string, unknown> = Object.create(null)
  let at = firstPart(text, delimiter)
  for (let parts = 0; !text.startsWith('--', at); parts += 1) {
    if (parts === PARTS_MAX) {
      throw new ProtocolError('body_too_large', { description: 'There are too many fields.' })
    }
    const headersFrom = nextLine(text, at)
    const headersEnd = found(text.indexOf(BLANK, headersFrom))
    const valueFrom = headersEnd + BLANK.length
    const end = found(text.indexOf(delimiter, headersFrom))
    if (end < valueFrom) throw broken()
    const { name, charset } = readHeaders(text.slice(headersFrom, headersEnd))
    if (end - valueFrom > VALUE_BYTES_MAX) throw new ProtocolError('body_too_large')
    const value =
      charset === undefined
        ? bytes.toString('utf8', valueFrom, end)
        : decode(bytes.subarray(valueFrom, end), charset)
    fields[name] = name in fields ? [fields[name], value].flat() : value
    at = end + delimiter.length
  }
  return fields
}

/** What stands before the first delimiter says nothing; that one may begin the body. */
function firstPart(text: string, delimiter: string): number {
  const opening = delimiter.slice(2)
  if (text.startsWith(opening)) return opening.length
  return found(text.indexOf(delimiter)) + delimiter.length
}

/** Blanks may follow a delimiter, and then its line ends (RFC 2046 §5.1.1). */
function nextLine(text: string, from: number): number {
  let at = from
  while (text[at] === ' ' || text[at] === '\t') at += 1
  if (!text.startsWith('\r\n', at)) throw broken()
  return at + 2
}

function readHeaders(block: string): { name: string; charset: string | undefined } {
  const usual = USUAL.exec(block)?.[1]
  if (usual !== undefined) return { name: usual, charset: undefined }
  const headers = new Map<string, string>()
  for (const line of block.split('\r\n', HEADERS_MAX + 1)) {
    const [, header, value = ''] = line.length > HEADER_BYTES_MAX ? [] : (HEADER.exec(line) ?? [])
    if (header === undefined || headers.size === HEADERS_MAX) throw broken()
    const known = header.toLowerCase()
    if (headers.has(known)) throw broken()
    headers.set(known, value)
  }
  const type = headers.get('content-type')?.toLowerCase() ?? ''
  if (type.startsWith('multipart/')) throw malformed('Parts hold no parts.')
  const parameters = readDisposition(headers.get('content-disposition') ?? '')
  const isFile = parameters.has('filename') || parameters.has('filename*')
  if (isFile || type.startsWith('application/octet-stream')) {
    throw malformed('Files are not accepted here.')
  }
  const name = parameters.get('name')
  if (name === undefined || name.length > NAME_BYTES_MAX) {
    throw malformed('A field’s name is missing or too long.')
  }
  return { name: Buffer.from(name, 'latin1').toString(), charset: CHARSET.exec(type)?.[1] }
}

/** RFC 7578 §4.2. What cannot be read to its end is not read at all. */
function readDisposition(value: string): ReadonlyMap<string, string> {
  const [kind = ''] = value.split(';', 1)
  if (kind.trim().toLowerCase() !== 'form-data') throw broken()
  const parameters = new Map<string, string>()
  let end = kind.length
  for (const [whole, name = '', quoted, bare = ''] of value.slice(end).matchAll(PARAMETER)) {
    const known = name.toLowerCase()
    if (parameters.has(known)) throw broken()
    parameters.set(known, quoted?.replaceAll(/\\(.)/g, '$1') ?? bare)
    end += whole.length
  }
  if (end !== value.length) throw broken()
  return parameters
}

/** Where a part says of itself that it is not in UTF-8 (RFC 7578 §5.1.2). */
function decode(value: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(value)
  } catch {
    throw malformed('A field is in an unknown charset.')
  }
}

function found(place: number): number {
  if (place === -1) throw broken()
  return place
}

function broken(): ProtocolError {
  return malformed('The multipart body is broken.')
}

function malformed(description: string): ProtocolError {
  return new ProtocolError('malformed_body', { description })
}
