// What any site has: its visitors, its files, and the policy that they come with.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'

const FILES: Readonly<Record<string, readonly [name: string, type: string]>> = {
  '/': ['page.html', 'text/html'],
  '/page.mjs': ['page.mjs', 'text/javascript'],
  '/page.css': ['page.css', 'text/css'],
}

/** Whose request it is; a site of yours knows that by its own sign-in. */
export function visitorOf(request: IncomingMessage, response: ServerResponse): string {
  const visitor = /visitor=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? randomUUID()
  response.setHeader('set-cookie', `visitor=${visitor}; HttpOnly; SameSite=Strict; Path=/`)
  response.setHeader('cache-control', 'no-store')
  return visitor
}

/** Browsers say which site a request comes from; another site's page gets no token here. */
export function isOwnPage(request: IncomingMessage): boolean {
  return request.headers['sec-fetch-site'] === 'same-origin'
}

export function sendFile(path: string, response: ServerResponse, mint: string, agent: number) {
  const [name, type] = FILES[path] ?? []
  if (name === undefined) return response.writeHead(404).end('Nothing here.\n')
  const text = readFileSync(new URL(name, import.meta.url), 'utf8')
  // The mint's origin twice, and nothing else that the widget would need.
  const policy =
    `default-src 'none'; script-src 'self' ${mint}; frame-src ${mint}; connect-src 'self'; ` +
    "style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  response.setHeader('content-security-policy', policy)
  response.setHeader('content-type', `${type}; charset=utf-8`)
  return response.end(text.replaceAll('%MINT%', mint).replaceAll('%AGENT%', `${agent}`))
}
