import type { FastifyRequest } from 'fastify'
import { readWire } from '../http/wire.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { fieldsOf, textField } from '../protocol/fields.ts'
import type { Fields, WireRequest } from '../protocol/wire.ts'

export interface Form {
  readonly wire: WireRequest
  readonly fields: Fields
  /** A path of ours; anything that a browser could take for another host becomes `/`. */
  readonly returnTo: string
}

export async function readForm(request: FastifyRequest): Promise<Form> {
  // A form that another site's page could send as plain text is not one of ours.
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) throw new ProtocolError('forged_form')
  const wire = readWire(request, ['form'])
  const fields = fieldsOf(wire)
  return { wire, fields, returnTo: ownPath(textField(fields, 'return_to')) }
}

export function ownPath(target = '/'): string {
  const isOurs = /^\/(?![/\\])[\x21-\x7e]*$/.test(target) && !target.includes('\\')
  return isOurs ? target : '/'
}
