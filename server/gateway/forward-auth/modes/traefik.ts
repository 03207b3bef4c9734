import type { ProxyMode } from '../mode.ts'
import { passOn } from '../pass-on.ts'

/** `forwardAuth` (doc.traefik.io/traefik/middlewares/http/forwardauth). */
export const traefik: ProxyMode = { ...passOn, name: 'traefik', title: 'Traefik' }
