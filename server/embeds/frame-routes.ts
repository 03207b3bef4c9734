import { PassThrough } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { decisionOn } from '../audit/trail.ts'
import { publishedSigner } from '../dialects/contract.ts'
import { ProtocolError, toProtocolError } from '../protocol/errors.ts'
import type { OpenFrame } from '../store/frames.ts'
import { frameTokenOf } from '../tokens/frame-token.ts'
import { type FrameRequest, frameRoute } from './answer.ts'
import type { EmbedDeps } from './deps.ts'
import { beat, demandOpen, findFrame, leave, renew } from './frame-acts.ts'
import { openFrame } from './open-frame.ts'
import { originOf } from './own-url.ts'
import { showView } from './show-view.ts'
import type { FrameWatch } from './watch.ts'

const FRAME = '/embed/:agentId/frames/:frame'
const ORIGIN_CHARACTERS_MAX = 300

/** What the script of a frame asks: to open, to be told of its end, what to show, to stay. */
export function registerFrameRoutes(
  server: FastifyInstance,
  deps: EmbedDeps,
  watch: FrameWatch,
): void {
  const find = ({ agentId, params, bearer }: FrameRequest): Promise<OpenFrame> =>
    findFrame(deps, agentId, params.frame ?? '', bearer)
  const findOpen = async (asked: FrameRequest): Promise<OpenFrame> => {
    const frame = await find(asked)
    await demandOpen(deps, frame)
    return frame
  }

  server.post(
    '/embed/:agentId/frames',
    frameRoute(deps, async ({ agentId, bearer, fields, ip, requestId }) => {
      const origin = textOf(fields.origin, 'origin', ORIGIN_CHARACTERS_MAX)
      const came = { ip, requestId }
      const opened = await openFrame(deps, { agentId, access: bearer, origin, ...came }).catch(
        (thrown) => {
          countRefusal(deps, came, agentId, thrown)
          throw thrown
        },
      )
      return {
        frame: opened.frame,
        secret: opened.secret,
        expires_at: opened.expiresAt,
        heartbeat_seconds: opened.heartbeatSec,
        agent: opened.agent.name,
        frame_url: opened.agent.frameUrl ?? null,
      }
    }),
  )
  server.get(
    `${FRAME}/events`,
    frameRoute(deps, async (asked, _, reply) => tell(deps, watch, await findOpen(asked), reply)),
  )
  server.get(
    `${FRAME}/views/:view`,
    frameRoute(deps, async (asked, request, reply) =>
      showView(deps, await findOpen(asked), request, reply),
    ),
  )
  server.get(
    `${FRAME}/views/:view/:id`,
    frameRoute(deps, async (asked, request, reply) =>
      showView(deps, await findOpen(asked), request, reply),
    ),
  )
  server.post(
    `${FRAME}/beat`,
    frameRoute(deps, async (asked) => beat(deps, await find(asked))),
  )
  server.post(
    `${FRAME}/token`,
    frameRoute(deps, async (asked) => {
      const access = textOf(asked.fields.access, 'access', TOKEN_CHARACTERS_MAX)
      return { expires_at: await renew(deps, await find(asked), access) }
    }),
  )
  server.post(
    `${FRAME}/frame-token`,
    frameRoute(deps, async (asked) => {
      const frame = await findOpen(asked)
      const agent = await deps.store.agents.load(frame.agentId)
      if (agent?.frameUrl === undefined) throw new ProtocolError('not_found')
      const signer = publishedSigner(deps)
      if (signer === undefined) throw new ProtocolError('not_found')
      const made = await frameTokenOf(deps, signer, {
        audience: originOf(agent.frameUrl),
        agentId: agent.id,
        frame: frame.publicId,
        embeddedBy: frame.origin,
        now: deps.clock.now(),
      })
      return { url: agent.frameUrl, token: made.token, expires_at: made.expiresAt }
    }),
  )
  server.delete(
    FRAME,
    frameRoute(deps, async (asked) => leave(deps, await find(asked))),
  )
}

const TOKEN_CHARACTERS_MAX = 8_192

/** Server-sent events: nothing but that it is over, and words in between that mean nothing. */
async function tell(
  deps: EmbedDeps,
  watch: FrameWatch,
  frame: OpenFrame,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const entry = await deps.directory.loadByRow(frame.clientRow)
  const stream = new PassThrough()
  // One act may be told of twice: the client that changed, and the key that it lost.
  let isOver = false
  const end = (reason: string | undefined): void => {
    if (isOver) return
    isOver = true
    stream.end(reason && `event: ended\ndata: ${JSON.stringify({ reason })}\n\n`)
  }
  const stop = watch.watch({
    frame,
    clientId: entry?.client.clientId ?? '',
    dialect: entry?.client.dialect ?? '',
    keepAlive: () => void (isOver || stream.write(': still here\n\n')),
    end,
    replace: () => end(undefined),
  })
  const forget = watch.onClose(() => end(undefined))
  stream.once('close', () => {
    isOver = true
    stop()
    forget()
  })
  stream.write(': open\n\n')
  reply.headers({ 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' }).send(stream)
  // It may have ended between the look and the watch.
  await demandOpen(deps, frame).catch((thrown) =>
    end(thrown instanceof ProtocolError ? thrown.options.parameter : undefined),
  )
  return reply
}

function textOf(value: unknown, parameter: string, charactersMax: number): string {
  if (value === undefined) throw new ProtocolError('parameter_missing', { parameter })
  if (typeof value !== 'string' || value.length > charactersMax) {
    throw new ProtocolError('parameter_malformed', { parameter })
  }
  return value
}

function countRefusal(
  deps: EmbedDeps,
  came: { readonly ip: string; readonly requestId: string },
  agentId: number,
  thrown: unknown,
): void {
  const { code, options } = toProtocolError(thrown)
  const detail = options.detail ?? `agent ${agentId}`
  deps.audit.count(decisionOn(came, { action: 'frame.open', outcome: code, detail }))
}
