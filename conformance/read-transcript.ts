import { isJsonArray, isJsonObject, type Json, type JsonObject, parseJson, show } from './json.ts'
import type { Transcript } from './transcript.ts'

/**
 * Reads a transcript and refuses every member that it does not know, at every level that has a
 * meaning: a misspelt `expect` would otherwise be a check that cannot fail.
 */
export class TranscriptError extends Error {}

interface Shape {
  readonly required: Readonly<Record<string, Reader>>
  readonly optional?: Readonly<Record<string, Reader>>
}
type Reader = (value: Json, at: string) => void

export function readTranscript(name: string, text: string): Transcript {
  const value = parseJson(text)
  if (value === undefined) throw new TranscriptError(`${name}: not JSON`)
  readShape({
    required: { title: assertText, source: eachOf(readSource), steps: eachOf(readStep) },
  })(value, name)
  return { ...(value as unknown as Transcript), name }
}

const readSource = readShape({
  required: { mark: oneOf('seed', 'public', 'rfc', 'inferred') },
  optional: { checks: eachOf(assertCheckNumber), note: assertText },
})

const readRequest = readShape({
  required: { method: assertText, path: assertText },
  optional: {
    host: assertText,
    headers: assertObject,
    raw: assertText,
    json: acceptAnything,
    form: assertObject,
    multipart: assertObject,
  },
})

const readExpect = readShape({
  required: { status: acceptAnything },
  optional: {
    headers: assertObject,
    json: acceptAnything,
    jsonSubset: acceptAnything,
    text: acceptAnything,
  },
})

const stepShapes: Readonly<Record<string, Shape>> = {
  request: {
    required: { step: assertText, request: oneBody(readRequest), expect: readExpect },
    optional: { capture: assertObject },
  },
  consent: {
    required: {
      step: assertText,
      consent: readShape({
        required: {
          path: assertText,
          redirect_uri: assertText,
          email: assertText,
          password: assertText,
          answer: oneOf('Allow', 'Deny'),
        },
      }),
      expect: readShape({
        required: {},
        optional: { page: acceptAnything, location: acceptAnything, query: acceptAnything },
      }),
    },
    optional: { capture: assertObject },
  },
  client: { required: { step: assertText, client: assertObject, capture: assertObject } },
  clock: {
    required: {
      step: assertText,
      clock: readShape({ required: { advance_seconds: acceptAnything } }),
    },
    optional: { capture: assertObject },
  },
  outbox: {
    required: {
      step: assertText,
      outbox: readShape({
        required: { containing: assertText, count: assertNumber },
        optional: { message: acceptAnything },
      }),
    },
  },
  jwt: {
    required: {
      step: assertText,
      jwt: readShape({
        required: { token: assertText },
        optional: {
          headerText: assertText,
          header: acceptAnything,
          claims: acceptAnything,
          claimOrder: eachOf(assertText),
          lifetimeSec: acceptAnything,
          jwks: assertText,
        },
      }),
    },
    optional: { capture: assertObject },
  },
  let: { required: { let: assertObject } },
  check: {
    required: {
      step: assertText,
      check: readShape({ required: { value: acceptAnything, expect: acceptAnything } }),
    },
  },
}

function readStep(value: Json, at: string): void {
  const kinds = Object.keys(stepShapes).filter((kind) => isJsonObject(value) && kind in value)
  const [kind] = kinds
  const shape = kind === undefined ? undefined : stepShapes[kind]
  if (shape === undefined || kinds.length > 1) {
    throw new TranscriptError(`${at}: a step carries exactly one of its verbs: ${show(value)}`)
  }
  readShape(shape)(value, at)
}

function readShape(shape: Shape): Reader {
  const readers: Readonly<Record<string, Reader>> = { ...shape.optional, ...shape.required }
  return (value, at) => {
    if (!isJsonObject(value)) throw new TranscriptError(`${at}: not an object: ${show(value)}`)
    for (const key of Object.keys(shape.required)) {
      if (!(key in value)) throw new TranscriptError(`${at}: "${key}" is missing`)
    }
    for (const [key, member] of Object.entries(value)) {
      const reader = readers[key]
      if (reader === undefined) throw new TranscriptError(`${at}: "${key}" is unknown`)
      reader(member, `${at}.${key}`)
    }
  }
}

function oneBody(reader: Reader): Reader {
  return (value, at) => {
    reader(value, at)
    const bodies = ['raw', 'json', 'form', 'multipart'].filter(
      (kind) => kind in (value as JsonObject),
    )
    if (bodies.length > 1) throw new TranscriptError(`${at}: two bodies: ${bodies.join(' and ')}`)
  }
}

function eachOf(reader: Reader): Reader {
  return (value, at) => {
    if (!isJsonArray(value) || value.length === 0) {
      throw new TranscriptError(`${at}: not an array with something in it: ${show(value)}`)
    }
    for (const [index, item] of value.entries()) reader(item, `${at}.${index}`)
  }
}

function oneOf(...words: readonly string[]): Reader {
  return (value, at) => {
    if (typeof value !== 'string' || !words.includes(value)) {
      throw new TranscriptError(`${at}: not one of ${words.join(', ')}: ${show(value)}`)
    }
  }
}

function assertText(value: Json, at: string): void {
  if (typeof value !== 'string') throw new TranscriptError(`${at}: not text: ${show(value)}`)
}

function assertNumber(value: Json, at: string): void {
  if (typeof value !== 'number') throw new TranscriptError(`${at}: not a number: ${show(value)}`)
}

function assertObject(value: Json, at: string): void {
  if (!isJsonObject(value)) throw new TranscriptError(`${at}: not an object: ${show(value)}`)
}

function assertCheckNumber(value: Json, at: string): void {
  if (typeof value === 'string' && /^[1-5]\.6\.\d+$/.test(value)) return
  throw new TranscriptError(`${at}: not the number of a check: ${show(value)}`)
}

function acceptAnything(): void {}
