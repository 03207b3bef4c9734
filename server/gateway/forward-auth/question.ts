import type { IncomingHttpHeaders } from 'node:http'
import { ProtocolError } from '../../protocol/errors.ts'

/** What a proxy sent us, as bytes said it: nothing is decoded or tidied. */
export interface Question {
  readonly method: string
  readonly target: string
  readonly headers: IncomingHttpHeaders
  /** Names and values in turn, as Node has them. */
  readonly rawHeaders: readonly string[]
}

/** The request that is asked about. */
export interface Original {
  readonly method: string
  readonly host: string
  /** Path and query, byte for byte as the proxy forwards them. */
  readonly target: string
}

/** Names of the three headers that say which request is meant. */
export interface OriginalNames {
  readonly method: string
  readonly host: string
  readonly target: string
}

export const X_FORWARDED: OriginalNames = {
  method: 'x-forwarded-method',
  host: 'x-forwarded-host',
  target: 'x-forwarded-uri',
}

const METHOD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}$/
/** One name or address, with a port or without. A list means that somebody else wrote in it too. */
const HOST = /^(?:[a-z0-9_-][a-z0-9._-]{0,252}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/
/** Origin form (RFC 9112 §3.2.1), without what no request line can hold. */
const TARGET = /^\/[\x21-\x7e\x80-\xff]*$/

/**
 * The request that three headers name. Each must be there once: a proxy that sets a header replaces
 * what the client sent, so a second one is a client's that got through.
 */
export function readOriginal(question: Question, names: OriginalNames): Original {
  return checkedOriginal({
    method: once(question, names.method),
    host: once(question, names.host),
    target: once(question, names.target),
  })
}

export function checkedOriginal(original: Original): Original {
  const host = original.host.toLowerCase()
  demandShape(METHOD.test(original.method), 'method')
  demandShape(HOST.test(host), 'host')
  demandShape(TARGET.test(original.target), 'path')
  return { ...original, host }
}

/** Every value of a header, by its lower-case name: Node would join them or drop the second. */
export function valuesOf({ rawHeaders }: Question, name: string): readonly string[] {
  const values: string[] = []
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [each = '', value = ''] = [rawHeaders[i], rawHeaders[i + 1]]
    if (each.length === name.length && each.toLowerCase() === name) values.push(value)
  }
  return values
}

function once(question: Question, name: string): string {
  const [value, ...others] = valuesOf(question, name)
  if (value === undefined || value === '') {
    throw new ProtocolError('parameter_missing', { parameter: name })
  }
  if (others.length > 0) throw new ProtocolError('duplicate_parameter', { parameter: name })
  return value
}

function demandShape(isGood: boolean, parameter: string): void {
  if (!isGood) {
    const detail = 'the proxy names a request that cannot be: is its configuration the documented?'
    throw new ProtocolError('parameter_malformed', { parameter, detail })
  }
}
