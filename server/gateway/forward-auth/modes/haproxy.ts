import type { ProxyMode } from '../mode.ts'
import { passOn } from '../pass-on.ts'

/** HAProxy has no such feature of its own: our Lua action asks, with `core.httpclient`. */
export const haproxy: ProxyMode = { ...passOn, name: 'haproxy', title: 'HAProxy' }
