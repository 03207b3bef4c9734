// 8x8: one request mints a token and opens a room. The guest gets a link, the agent a URL.
import { answerOf, base, demo } from './demo.ts'

interface Room {
  readonly call_reference: string
  readonly guest_link: string
  readonly auth_token: string
}

const { api_key, agent_email } = demo.eight_by_eight

const room = await answerOf<Room>(
  await fetch(`${base}/api/v1/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${api_key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ create_room: true, call_reference: 'example-1' }),
  }),
)
console.log('for the guest:', room.guest_link)

// Put this into an iframe with allow="microphone; camera".
const agentUrl = new URL(base)
agentUrl.searchParams.set('user', agent_email)
agentUrl.searchParams.set('token', room.auth_token)
const agentPage = await fetch(agentUrl)
console.log('the agent comes in:', agentPage.status)

const headers = { 'x-token': room.auth_token }
const { list } = await answerOf<{ list: readonly { Reference: string; Status: string }[] }>(
  await fetch(`${base}/api/v1/call-logs?q=${room.call_reference}`, { headers }),
)
console.log('the log:', list[0]?.Reference, list[0]?.Status)
