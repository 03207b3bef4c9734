// What the two sample sites share, and any site has: visitors, files, and their policy.
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
}

/** Whose request it is; a site of yours knows that by its own sign-in. */
export function visitorOf(request: IncomingMessage, response: ServerResponse): string {
  const visitor = /visitor=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? randomUUID()
  response.setHeader('set-cookie', `visitor=${visitor}; HttpOnly; SameSite=Strict; Path=/`)
  response.setHeader('cache-control', 'no-store')
  return visitor
}

/** Browsers say which site a request comes from; another site's page gets nothing here. */
export function isOwnPage(request: IncomingMessage): boolean {
  return request.method === 'POST' && request.headers['sec-fetch-site'] === 'same-origin'
}

/** A file of a sample, with `%MINT%` and the like filled in. */
export function sendFile(
  folder: string,
  path: string,
  response: ServerResponse,
  facts: { readonly MINT: string } & Readonly<Record<string, string>>,
): void {
  const name = path === '/' ? 'page.html' : path.slice(1)
  const file = name === 'page.css' ? join(import.meta.dirname, name) : join(folder, name)
  const type = TYPES[extname(name)]
  if (type === undefined || /[/\\]/.test(name) || !existsSync(file)) {
    response.writeHead(404).end('Nothing here.\n')
    return
  }
  // The mint's origin twice, and nothing else that a frame of it would need.
  const policy =
    `default-src 'none'; script-src 'self' ${facts.MINT}; frame-src ${facts.MINT}; ` +
    "connect-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; " +
    "frame-ancestors 'none'"
  response.setHeader('content-security-policy', policy)
  response.setHeader('content-type', `${type}; charset=utf-8`)
  response.end(readFileSync(file, 'utf8').replace(/%([A-Z]+)%/g, (_, word) => facts[word] ?? ''))
}
