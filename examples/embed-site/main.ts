// A customer's server: it exchanges its API key for a pair, keeps the refresh token, and gives its
// own page access tokens alone. What any site has besides is in ../site.ts.
import { createServer } from 'node:http'
import { answerOf, base, demo } from '../demo.ts'
import { isOwnPage, sendFile, visitorOf } from '../site.ts'

type Pair = { readonly access: string; readonly refresh: string }

const { api_key, agent_id } = demo.vocera
const port = Number(process.env.PORT ?? 4010)
const refreshTokens = new Map<string, string>()

const post = (path: string, body: unknown) => {
  const headers = { 'content-type': 'application/json' }
  return fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function accessToken(visitor: string, isFirst: boolean): Promise<string> {
  const refresh = refreshTokens.get(visitor)
  if (refresh !== undefined && !isFirst) {
    const answer = await post('/user/v1/embedded/refresh/', { refresh })
    if (answer.ok) return (await answerOf<Pair>(answer)).access
  }
  const pair = await answerOf<Pair>(await post('/user/v1/embedded/login/', { api_key, agent_id }))
  refreshTokens.set(visitor, pair.refresh)
  return pair.access
}

const server = createServer((request, response) => {
  const visitor = visitorOf(request, response)
  const { pathname, searchParams } = new URL(`http://here${request.url}`)
  const facts = { MINT: base, AGENT: `${agent_id}` }
  if (pathname !== '/agent-token') return sendFile(import.meta.dirname, pathname, response, facts)
  if (!isOwnPage(request)) return response.writeHead(403).end()
  return accessToken(visitor, searchParams.get('reason') === 'start').then(
    (access) => response.end(JSON.stringify({ access })),
    (thrown) => response.writeHead(502).end(`${thrown.message}\n`),
  )
})
server.listen(port, '127.0.0.1', () => console.log(`http://localhost:${port} shows the agent`))
