import { Busboy } from '@fastify/busboy'
import { ProtocolError } from '../protocol/errors.ts'
import type { Fields } from '../protocol/wire.ts'

const LIMITS = {
  fieldNameSize: 100,
  fieldSize: 16_384,
  fields: 64,
  files: 0,
  parts: 64,
  headerPairs: 32,
} as const

/** RFC 2046 §5.1.1; a longer one also makes scanners slow. */
const BOUNDARY = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i

/** Fields of a `multipart/form-data` body (RFC 7578) that is already in memory. No files. */
export function parseMultipart(contentType: string, bytes: Buffer): Promise<Fields> {
  if (!BOUNDARY.test(contentType)) {
    throw malformed('The multipart boundary is missing or too long.')
  }
  return new Promise((resolve, reject) => {
    const fields: Record<string, unknown> = Object.create(null)
    let problem: ProtocolError | undefined
    const parser = new Busboy({ headers: { 'content-type': contentType }, limits: LIMITS })
    parser.on('field', (name, value, isNameCut, isValueCut, _encoding, mimeType) => {
      if (name === undefined || isNameCut) problem ??= malformed('A field’s name is too long.')
      else if (mimeType.startsWith('multipart/')) problem ??= malformed('Parts hold no parts.')
      else if (isValueCut) problem ??= new ProtocolError('body_too_large')
      else fields[name] = name in fields ? [fields[name], value].flat() : value
    })
    parser.on('file', (_, stream) => {
      stream.resume()
      problem ??= malformed('Files are not accepted here.')
    })
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      parser.on(limit, () => {
        problem ??=
          limit === 'filesLimit'
            ? malformed('Files are not accepted here.')
            : new ProtocolError('body_too_large', { description: 'There are too many fields.' })
      })
    }
    parser.on('error', () => reject(problem ?? malformed('The multipart body is broken.')))
    parser.on('finish', () => (problem === undefined ? resolve(fields) : reject(problem)))
    parser.end(bytes)
  })
}

function malformed(description: string): ProtocolError {
  return new ProtocolError('malformed_body', { description })
}
