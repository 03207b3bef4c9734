import { randomBytes } from 'node:crypto'
import { isJsonArray, type Json, type JsonObject } from './json.ts'

/** Bodies as the vendors' clients write them, each with the content type that goes with it. */
export interface WireBody {
  readonly contentType: string
  readonly bytes: Buffer
}

export function jsonBody(value: Json): WireBody {
  return { contentType: 'application/json', bytes: Buffer.from(JSON.stringify(value)) }
}

/** A member that is an array stands for the same parameter several times. */
export function formBody(fields: JsonObject): WireBody {
  const form = new URLSearchParams(pairs(fields))
  return {
    contentType: 'application/x-www-form-urlencoded',
    bytes: Buffer.from(form.toString()),
  }
}

/** Written by hand in the form that `curl --form` sends: dashes, sixteen hex digits, CRLF. */
export function multipartBody(fields: JsonObject): WireBody {
  const boundary = `------------------------${randomBytes(8).toString('hex')}`
  const parts = pairs(fields).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.from(`${parts.join('')}--${boundary}--\r\n`),
  }
}

function pairs(fields: JsonObject): [string, string][] {
  return Object.entries(fields).flatMap(([name, value]) =>
    (isJsonArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
  )
}
