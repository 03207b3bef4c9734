import type { FastifyInstance } from 'fastify'
import type { Diversion } from '../http/divert.ts'
import type { HttpOptions } from '../http/server.ts'
import type { NoticeBoard } from '../store/notice-board.ts'
import type { AdmissionDeps } from './admission.ts'
import type { LiveApi } from './apis/table.ts'
import { OpenWays } from './forward/open-ways.ts'
import type { LiveTable } from './live-table.ts'
import type { GatewayMetrics } from './metrics.ts'
import type { Owned } from './passage.ts'

export interface GatewayParts extends AdmissionDeps {
  readonly table: LiveTable
  readonly board: NoticeBoard
  readonly http: HttpOptions
  readonly metrics: GatewayMetrics
  /** Whether the mint answers at such a path itself. */
  isOwnPath(target: string): boolean
}

export interface Gateway extends Diversion {
  ready(): Promise<void>
  /** The server stops: nothing new comes, and sockets, which would never end, do. */
  endSockets(): void
  /** Everything was answered. */
  close(): Promise<void>
}

/**
 * Takes what belongs to an API, whatever becomes of it, and gives it to the passage. That is opened
 * where there is an API: a mint without any starts without it.
 */
export function createGateway(parts: GatewayParts): Gateway {
  const { table } = parts
  const ways = new OpenWays(parts.board)
  const owned: Owned = { apis: new WeakMap(), sockets: new WeakMap() }
  let opening: Promise<FastifyInstance> | undefined
  let passage: FastifyInstance | undefined

  const open = (): Promise<FastifyInstance> => {
    opening ??= import('./passage.ts').then(async ({ openPassage }) => {
      passage = await openPassage(parts, ways, owned)
      return passage
    })
    return opening
  }

  return {
    owns(request) {
      // Another proxy may ask about a request under an API's own host name.
      if (parts.http.isQuestion(request)) return false
      const { headers, url = '' } = request
      const live = table.current.owner(headers.host, url)
      // An API at every host must not hide where its tokens come from.
      if (live === undefined || (isAnywhere(live) && parts.isOwnPath(url))) return false
      owned.apis.set(request, live)
      return true
    },
    answer(request, response) {
      if (passage !== undefined) passage.routing(request, response)
      else void open().then((opened) => opened.routing(request, response))
    },
    upgrade(request, socket, head) {
      owned.sockets.set(request, { socket, head })
      const routed = async (): Promise<void> => {
        const [opened, { responseOn }] = await Promise.all([open(), import('./forward/tunnel.ts')])
        opened.routing(request, responseOn(request, socket))
      }
      void routed()
    },
    async ready() {
      if (table.current.all.length > 0) await open()
    },
    endSockets: () => ways.close(),
    async close() {
      table.close()
      await passage?.close()
    },
  }
}

function isAnywhere({ api }: LiveApi): boolean {
  return api.hosts.length + api.regions.length === 0
}
