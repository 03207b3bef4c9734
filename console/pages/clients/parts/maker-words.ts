import type { Client } from '../../../api/clients.ts'

/** Who made something, after “created”. */
export function makerWords(maker: Client['created_by']): string {
  if (maker === null) return ''
  switch (maker.kind) {
    case 'command_line':
      return 'on the command line'
    case 'management_key':
      return `with ${maker.name === null ? 'a management key' : `the key “${maker.name}”`}`
    case 'user':
      return `by ${maker.name ?? 'an operator'}`
    default:
      return maker.kind satisfies never
  }
}
