// A company's server: for each call it gets a token with a room, and tells its own page where the
// agent's side is, and the guest's. What any site has besides is in ../site.ts.
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { answerOf, base, demo } from '../demo.ts'
import { isOwnPage, sendFile } from '../site.ts'

type Room = { readonly auth_token: string; readonly guest_link: string }

const { api_key, agent_email } = demo.eight_by_eight
const port = Number(process.env.PORT ?? 4020)

async function openRoom(phone: unknown): Promise<{ agent: string; guest: string }> {
  const isText = typeof phone === 'string' && phone !== ''
  const room = await answerOf<Room>(
    await fetch(`${base}/api/v1/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${api_key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ create_room: true, ...(isText ? { phone_number: phone } : {}) }),
    }),
  )
  const query = { user: agent_email, token: room.auth_token, mode: 'embedded' }
  return { agent: `${base}/?${new URLSearchParams(query)}`, guest: room.guest_link }
}

const server = createServer(async (request, response) => {
  const { pathname } = new URL(`http://here${request.url}`)
  if (pathname !== '/room') {
    return sendFile(import.meta.dirname, pathname, response, { MINT: base })
  }
  if (!isOwnPage(request)) return response.writeHead(403).end()
  try {
    const { phone } = Object(await json(request))
    return response.end(JSON.stringify(await openRoom(phone)))
  } catch (thrown) {
    return response.writeHead(502).end(`${thrown}\n`)
  }
})
server.listen(port, '127.0.0.1', () => console.log(`http://localhost:${port} is the desk`))
