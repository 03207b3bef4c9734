// The one connection to the server. It comes back by itself, with the seat that it had: pictures
// and sound go from browser to browser meanwhile.
import type { CLOSE_CODES, ClientMessage, ServerMessage } from '../server/conference/messages.ts'

const PING_MS = 15_000
const WAIT_MS_MIN = 400
const WAIT_MS_MAX = 8_000
/** After it nobody waits for the seat any more. */
const GIVE_UP_MS = 300_000
const DONE: (typeof CLOSE_CODES)['done'] = 1000
const REFUSED: (typeof CLOSE_CODES)['refused'] = 4000

export interface Connection {
  say(message: ClientMessage): void
  close(): void
}

export interface Listener {
  /** Called whenever a connection stands: the first message must be said then. */
  opened(): void
  heard(message: ServerMessage): void
  /** The connection is lost and will be tried again. */
  lost(): void
  /** Nothing more comes, and nothing was said about why. */
  gone(): void
}

export function connect(path: string, listener: Listener): Connection {
  const url = new URL(path, location.href)
  url.protocol = url.protocol.replace('http', 'ws')
  let socket: WebSocket | undefined
  let isClosed = false
  let tries = 0
  let lostAt: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const pings = setInterval(() => say({ type: 'ping' }), PING_MS)
  // Whoever's network is there again need not wait for the next try.
  const onOnline = () => {
    if (socket === undefined) open()
  }
  addEventListener('online', onOnline)
  open()
  return { say, close }

  function open(): void {
    clearTimeout(timer)
    const opened = new WebSocket(url)
    socket = opened
    opened.addEventListener('open', () => listener.opened())
    opened.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as ServerMessage // Our own server's.
      if (message.type === 'entered') {
        tries = 0
        lostAt = undefined
      }
      if (message.type !== 'pong') listener.heard(message)
    })
    opened.addEventListener('close', ({ code }) => {
      if (socket !== opened) return
      socket = undefined
      if (isClosed) return
      if (code === DONE || code === REFUSED) return end()
      lostAt ??= performance.now()
      if (performance.now() - lostAt > GIVE_UP_MS) return end()
      listener.lost()
      const wait = Math.min(WAIT_MS_MAX, WAIT_MS_MIN * 2 ** tries)
      tries += 1
      // Spread out: everybody in every room has lost a server that starts again.
      timer = setTimeout(open, wait * (0.5 + Math.random()))
    })
  }

  function say(message: ClientMessage): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
  }

  function end(): void {
    close()
    listener.gone()
  }

  function close(): void {
    isClosed = true
    clearTimeout(timer)
    clearInterval(pings)
    removeEventListener('online', onOnline)
    socket?.close(DONE)
  }
}
