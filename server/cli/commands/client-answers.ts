import type { Json } from '../api/client.ts'
import { colors, fields, table } from '../output.ts'

export function pathOf(id: string): string {
  return `/clients/${encodeURIComponent(id)}`
}

export function showOnce(answer: Json): string {
  return `${showClient(answer)}\n${colors.yellow('Keep the secret now: it is not shown again.')}`
}

export function showClient({ credentials, id, client_id: _, ...rest }: Json): string {
  const secrets = Array.isArray(credentials) ? (credentials as readonly Json[]) : []
  const columns = ['id', 'prefix', 'last_four', 'state', 'last_used_at', 'expires_at']
  const listed = secrets.length === 0 ? '' : `\n\n${table(columns, secrets)}`
  return `${fields({ id, ...rest })}${listed}`
}
