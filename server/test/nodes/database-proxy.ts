// A wire between one node and its database that a test can cut: it passes bytes on as they are
// until it is told otherwise.
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** What the driver sends to hear notifications. */
const LISTEN = 'listen mintmark_notices'

export interface DatabaseProxy {
  readonly url: string
  /** Connections stay open and nothing passes any more: a network that drops packets. */
  hang(): void
  /** Every round trip takes so much longer. */
  delay(ms: number): void
  /** Connections end and new ones are refused: a database that is not there. */
  cut(): void
  /** Whoever listens for notifications is cut off; all else passes. Polling is what is left. */
  mute(): void
  heal(): void
  /** How many connections were not let through. */
  refused(): number
  close(): Promise<void>
}

interface Wire {
  readonly inbound: Socket
  readonly outbound: Socket
  listens: boolean
}

export async function openDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl)
  const wires = new Set<Wire>()
  let state: 'open' | 'hanging' | 'cut' = 'open'
  let isMute = false
  let delayMs = 0
  let refused = 0

  const drop = (wire: Wire) => {
    wires.delete(wire)
    wire.inbound.destroy()
    wire.outbound.destroy()
  }
  const server = createServer({ pauseOnConnect: true }, (inbound) => {
    inbound.on('error', () => {})
    if (state === 'cut') {
      refused += 1
      return void inbound.resetAndDestroy()
    }
    const outbound = connect(Number(target.port), target.hostname)
    const wire: Wire = { inbound, outbound, listens: false }
    wires.add(wire)
    inbound.on('data', (bytes) => {
      wire.listens ||= bytes.includes(LISTEN)
      if (wire.listens && isMute) drop(wire)
      else if (delayMs === 0) outbound.write(bytes)
      else setTimeout(() => outbound.write(bytes), delayMs)
    })
    outbound.on('data', (bytes) => inbound.write(bytes))
    for (const end of [inbound, outbound]) {
      end.on('error', () => drop(wire)).on('close', () => drop(wire))
      if (state === 'hanging') end.pause()
      else end.resume()
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A test file that fails before it can close this must still end.
  server.unref()
  const address = server.address()
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0)

  return {
    url: url.href,
    hang() {
      state = 'hanging'
      for (const { inbound, outbound } of wires) {
        inbound.pause()
        outbound.pause()
      }
    },
    delay(ms) {
      delayMs = ms
    },
    cut() {
      state = 'cut'
      for (const wire of wires) drop(wire)
    },
    mute() {
      isMute = true
      for (const wire of wires) if (wire.listens) drop(wire)
    },
    heal() {
      state = 'open'
      isMute = false
      delayMs = 0
      for (const { inbound, outbound } of wires) {
        inbound.resume()
        outbound.resume()
      }
    },
    refused: () => refused,
    async close() {
      for (const wire of wires) drop(wire)
      server.close()
      await once(server, 'close')
    },
  }
}
