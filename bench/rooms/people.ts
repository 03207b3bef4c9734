// Participants without browsers: rooms are opened by an API key as ever, the guest's page gives
// the ticket, and two sockets sit in each room.
import type { ClientMessage, ServerMessage } from '../../server/conference/messages.ts'
import type { BenchServer } from '../server.ts'

const AT_A_TIME = 32
/** As the page does. */
const PING_MS = 15_000

export interface Person {
  readonly seat: number
  say(message: ClientMessage): void
  onHear(hear: (message: ServerMessage) => void): void
  close(): void
}

export interface OpenRoom {
  readonly guestLink: string
  readonly pair: readonly [Person, Person]
}

/** Opens so many rooms, each with two who have entered. */
export async function openRooms(server: BenchServer, count: number): Promise<OpenRoom[]> {
  const rooms: OpenRoom[] = []
  for (let begun = 0; begun < count; begun += AT_A_TIME) {
    const batch = Array.from({ length: Math.min(AT_A_TIME, count - begun) }, () => openOne(server))
    rooms.push(...(await Promise.all(batch)))
  }
  return rooms
}

export interface Links {
  readonly guestLink: string
  readonly agentLink: string
}

export async function openLinks(server: BenchServer): Promise<Links> {
  const { baseUrl, demo } = server
  const answer = await fetch(new URL('/api/v1/tokens', baseUrl), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${demo.eight_by_eight.api_key}`,
      'content-type': 'application/json',
    },
    body: '{"create_room":true}',
  })
  const opened = (await answer.json()) as { guest_link?: string; auth_token?: string }
  const { guest_link: guestLink, auth_token: token = '' } = opened
  if (guestLink === undefined) throw new Error(`no room: ${answer.status}`)
  const query = new URLSearchParams({ user: demo.eight_by_eight.agent_email, token })
  return { guestLink, agentLink: `${baseUrl.origin}/?${query}` }
}

async function openOne(server: BenchServer): Promise<OpenRoom> {
  const { guestLink, agentLink } = await openLinks(server)
  const agent = await enter(server, await ticketOf(agentLink))
  return { guestLink, pair: [agent, await enter(server, await ticketOf(guestLink))] }
}

async function ticketOf(guestLink: string): Promise<string> {
  const page = await (await fetch(guestLink)).text()
  const ticket = /&quot;ticket&quot;:&quot;([\w-]+)&quot;/.exec(page)?.[1]
  if (ticket === undefined) throw new Error('the page of a room holds no ticket')
  return ticket
}

function enter({ host }: BenchServer, ticket: string): Promise<Person> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${host}/rooms/socket`)
    let hear: (message: ServerMessage) => void = () => {}
    const ping = () => socket.send('{"type":"ping"}')
    let pings: ReturnType<typeof setTimeout> | undefined
    socket.addEventListener('open', () => {
      socket.send(JSON.stringify({ type: 'enter', ticket, name: 'Somebody' }))
      // Spread out, as people who came at different times are.
      pings = setTimeout(() => {
        ping()
        pings = setInterval(ping, PING_MS)
      }, Math.random() * PING_MS)
    })
    socket.addEventListener('close', ({ code }) => {
      clearTimeout(pings)
      reject(new Error(`closed with ${code}`))
    })
    socket.addEventListener('error', () => reject(new Error('the socket does not open')))
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as ServerMessage // Our own server's.
      if (message.type !== 'entered') return hear(message)
      resolve({
        seat: message.you.id,
        say: (said) => socket.send(JSON.stringify(said)),
        onHear: (next) => {
          hear = next
        },
        close: () => socket.close(),
      })
    })
  })
}
