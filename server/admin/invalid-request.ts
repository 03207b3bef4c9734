import type { z } from 'zod'
import { safeName } from '../http/body.ts'
import { ProtocolError } from '../protocol/errors.ts'

/** One thing that is wrong with a request; `pointer` as in RFC 9457's own example. */
export interface Wrong {
  readonly pointer: string
  readonly detail: string
}

/** Everything that is wrong with a request, at once. Names fields and never repeats a value. */
export class InvalidRequest extends ProtocolError {
  readonly wrongs: readonly Wrong[]

  constructor(wrongs: readonly Wrong[]) {
    const [first] = wrongs
    super('parameter_malformed', {
      description: first === undefined ? undefined : `${nameOf(first.pointer)}: ${first.detail}`,
    })
    this.name = 'InvalidRequest'
    this.wrongs = wrongs
  }
}

/** A rule that no schema can say: `refuse('redirect_uris/0', 'It must …')`. */
export function refuse(field: string, detail: string): InvalidRequest {
  return new InvalidRequest([{ pointer: `#/${field}`, detail }])
}

export function fromZod(error: z.core.$ZodError): InvalidRequest {
  return new InvalidRequest(error.issues.flatMap(wrongsOf))
}

function wrongsOf(issue: z.core.$ZodIssue): readonly Wrong[] {
  const path = issue.path.map((part) => safeName(String(part)))
  if (issue.code !== 'unrecognized_keys') {
    return [{ pointer: pointerOf(path), detail: `${issue.message}.` }]
  }
  return issue.keys.map((key) => ({
    pointer: pointerOf([...path, safeName(key)]),
    detail: 'There is no field of this name here.',
  }))
}

function pointerOf(path: readonly string[]): string {
  return path.length === 0 ? '#' : `#/${path.join('/')}`
}

function nameOf(pointer: string): string {
  return pointer === '#' ? 'The request' : pointer.slice(2).replaceAll('/', '.')
}
