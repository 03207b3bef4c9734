import { parse as parseForm } from 'fast-querystring'
import { ProtocolError } from '../protocol/errors.ts'
import type { BodyKind, Fields, WireBody } from '../protocol/wire.ts'
import { parseJson } from './json.ts'
import { parseMultipart } from './multipart.ts'
import { demandNoNul } from './nul.ts'

export const BODY_BYTES_MAX = 65_536
const NONE: WireBody = { kind: 'none' }

/** Names that would reach into an object's prototype wherever fields are copied. */
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads a body by its content type, if the endpoint accepts that. No body is always accepted,
 * whatever the header says: clients send `Content-Type: application/json` with nothing after it.
 */
export function parseBody(
  contentType: string | undefined,
  bytes: Buffer | undefined,
  accepts: readonly BodyKind[],
): WireBody {
  if (bytes === undefined || bytes.length === 0) return NONE
  const mediaType = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const kind = kindOf(mediaType)
  if (kind === undefined || !accepts.includes(kind)) {
    const value = mediaType.replaceAll(/[^\w.+/-]/g, '').slice(0, 100)
    throw new ProtocolError('unsupported_media_type', { value })
  }
  switch (kind) {
    case 'json': {
      const text = bytes.toString('utf8')
      return text.trim() === '' ? NONE : { kind, value: parseJson(text, FORBIDDEN_NAMES) }
    }
    case 'form':
      return { kind, fields: checked(parseForm(bytes.toString('utf8'))) }
    case 'multipart':
      return { kind, fields: checked(parseMultipart(contentType ?? '', bytes)) }
    default:
      return kind satisfies never
  }
}

/** RFC 6749 §3.1: parameters must not be included more than once; RFC 8707 excepts `resource`. */
export function checked(fields: Fields): Fields {
  for (const name of Object.keys(fields)) {
    if (FORBIDDEN_NAMES.has(name)) throw new ProtocolError('malformed_body')
    if (Array.isArray(fields[name]) && name !== 'resource') {
      throw new ProtocolError('duplicate_parameter', { parameter: safeName(name) })
    }
    demandNoNul(fields[name], safeName(name))
  }
  return fields
}

/** A parameter in both places is given twice. */
export function demandDisjoint(query: Fields, body: WireBody): void {
  const fields =
    body.kind === 'none' ? {} : body.kind === 'json' ? (body.value as unknown) : body.fields
  if (typeof fields !== 'object' || fields === null) return
  for (const name of Object.keys(query)) {
    if (Object.hasOwn(fields, name)) {
      throw new ProtocolError('duplicate_parameter', { parameter: safeName(name) })
    }
  }
}

/** What an answer may repeat of a name that the request chose. */
export function safeName(name: string): string {
  return name.replaceAll(/[^\w.-]/g, '').slice(0, 40)
}

function kindOf(mediaType: string): BodyKind | undefined {
  if (mediaType === 'application/json' || mediaType.endsWith('+json')) return 'json'
  if (mediaType === 'application/x-www-form-urlencoded') return 'form'
  return mediaType === 'multipart/form-data' ? 'multipart' : undefined
}
