import type { ProxyMode } from '../mode.ts'
import { passOn } from '../pass-on.ts'

/** `forward_auth` (caddyserver.com/docs/caddyfile/directives/forward_auth). */
export const caddy: ProxyMode = { ...passOn, name: 'caddy', title: 'Caddy' }
