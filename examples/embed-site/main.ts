// A customer's site. Its server exchanges the API key for a pair and keeps the refresh token; the
// page gets access tokens alone. Everything else here sends three files.
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { answerOf, base, demo } from '../demo.ts'

type Pair = { readonly access: string; readonly refresh: string }

const { api_key, agent_id } = demo.vocera
const port = Number(process.env.PORT ?? 4010)
/** By visitor. A site with several servers keeps it in the session that it has anyway. */
const refreshTokens = new Map<string, string>()

const post = (path: string, body: unknown) => {
  const headers = { 'content-type': 'application/json' }
  return fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function accessToken(visitor: string, reason: unknown): Promise<string> {
  const refresh = refreshTokens.get(visitor)
  if (refresh !== undefined && reason !== 'start') {
    const answer = await post('/user/v1/embedded/refresh/', { refresh })
    if (answer.ok) return (await answerOf<Pair>(answer)).access
  }
  const pair = await answerOf<Pair>(await post('/user/v1/embedded/login/', { api_key, agent_id }))
  refreshTokens.set(visitor, pair.refresh)
  return pair.access
}

const FILES: Readonly<Record<string, readonly [name: string, type: string]>> = {
  '/': ['page.html', 'text/html'],
  '/page.mjs': ['page.mjs', 'text/javascript'],
  '/page.css': ['page.css', 'text/css'],
}
const POLICY =
  `default-src 'none'; script-src 'self' ${base}; frame-src ${base}; connect-src 'self'; ` +
  "style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

async function answer(request: IncomingMessage, visitor: string): Promise<[string, string]> {
  const { pathname, searchParams } = new URL(`http://here${request.url}`)
  const isOurPage = request.headers['sec-fetch-site'] === 'same-origin'
  if (pathname === '/agent-token' && request.method === 'POST' && isOurPage) {
    const access = await accessToken(visitor, searchParams.get('reason'))
    return ['application/json', JSON.stringify({ access })]
  }
  const [name, type] = FILES[pathname] ?? []
  if (name === undefined || type === undefined) throw new Error(`nothing at ${pathname}`)
  const text = await readFile(new URL(name, import.meta.url), 'utf8')
  return [type, text.replaceAll('%MINT%', base).replaceAll('%AGENT%', `${agent_id}`)]
}

const server = createServer((request, response) => {
  const visitor = /visitor=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? randomUUID()
  response.setHeader('set-cookie', `visitor=${visitor}; HttpOnly; SameSite=Strict; Path=/`)
  response.setHeader('content-security-policy', POLICY)
  response.setHeader('cache-control', 'no-store')
  answer(request, visitor).then(
    ([type, text]) => response.setHeader('content-type', `${type}; charset=utf-8`).end(text),
    (thrown) => response.writeHead(404).end(`${thrown.message}\n`),
  )
})
server.listen(port, '127.0.0.1', () => console.log(`http://localhost:${port} shows the agent`))
