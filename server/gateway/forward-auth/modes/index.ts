import type { ProxyMode } from '../mode.ts'
import { caddy } from './caddy.ts'
import { envoy } from './envoy.ts'
import { haproxy } from './haproxy.ts'
import { nginx } from './nginx.ts'
import { traefik } from './traefik.ts'

/** A kind of proxy more is a file more, and one line in this list. */
export const proxyModes: readonly ProxyMode[] = [nginx, traefik, caddy, haproxy, envoy]
