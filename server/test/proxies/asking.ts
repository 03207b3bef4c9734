// How each kind of proxy asks, as its vendor documents it, and what it makes of the answer.
import { Agent } from 'node:http'
import type { Mint } from '../mint.ts'
import { type Answer, send } from '../wire.ts'

/** Header lines in the order in which they go out; a name may come twice. */
export type Lines = readonly (readonly [string, string])[]

export interface Question {
  readonly method?: string
  readonly host?: string
  readonly target: string
  readonly headers?: Lines
  /** The address that the proxy asks from. */
  readonly from?: string
}

export interface Asker {
  readonly name: string
  /** The answer as the proxy gets it. */
  ask(mint: Mint, question: Question): Promise<Answer>
  /** What a client is told that was refused: true status, challenge, delay and body. */
  told(answer: Answer): Told
}

export interface Told {
  readonly status: number
  readonly challenge: string
  readonly retryAfter: string
  readonly body: string
}

const asTheyAre = ({ status, headers, text }: Answer): Told => ({
  status,
  challenge: headers['www-authenticate'] ?? '',
  retryAfter: headers['retry-after'] ?? '',
  body: text,
})

function inForwarded(name: string): Asker {
  return {
    name,
    ask: (mint, { method = 'GET', host, target, headers = [], from }) =>
      sendLines(mint, 'GET', `/authz/${name}`, from, [
        ['X-Forwarded-Method', method],
        ['X-Forwarded-Host', host ?? ''],
        ['X-Forwarded-Uri', target],
        ...headers,
      ]),
    told: asTheyAre,
  }
}

const nginx: Asker = {
  name: 'nginx',
  ask: (mint, { method = 'GET', host, target, headers = [], from }) =>
    sendLines(mint, 'GET', '/authz/nginx', from, [
      ['X-Original-Method', method],
      ['X-Original-Host', host ?? ''],
      ['X-Original-URI', target],
      ...headers,
    ]),
  told({ status, headers }) {
    const one = (name: string) => `${headers[name] ?? ''}`
    const passedOn = status === 401 ? one('www-authenticate') : ''
    return {
      status: Number(headers['x-authz-status']),
      challenge: `${passedOn}${one('x-authz-challenge')}`,
      retryAfter: one('x-authz-retry-after'),
      body: one('x-authz-body'),
    }
  },
}

const envoy: Asker = {
  name: 'envoy',
  ask: (mint, { method = 'GET', host, target, headers = [], from }) =>
    sendLines(mint, method, `/authz/envoy${target}`, from, [['Host', host ?? ''], ...headers]),
  told: asTheyAre,
}

export const askers: readonly Asker[] = [
  nginx,
  inForwarded('traefik'),
  inForwarded('caddy'),
  inForwarded('haproxy'),
  envoy,
]

/** Lines of one name go out one after the other. */
function sendLines(
  mint: Mint,
  method: string,
  path: string,
  from: string | undefined,
  lines: Lines,
): Promise<Answer> {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of lines) {
    const before = headers[name]
    headers[name] = before === undefined ? value : [before, value].flat()
  }
  const agent = from === undefined ? undefined : new Agent({ localAddress: from })
  return send(mint.port, path, { method, headers, ...(agent && { agent }) })
}
