import type { FastifyReply, FastifyRequest } from 'fastify'
import { frameOf } from '../pages/frame.ts'
import type { Frame } from '../pages/views/models.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { OpenFrame } from '../store/frames.ts'
import type { EmbedDeps } from './deps.ts'
import { renderCalls, renderResults } from './views/lists.ts'
import { renderOverview } from './views/overview.ts'
import { renderResult } from './views/result.ts'

const ROWS = 20
const LATEST = 4
const DAYS = 30

interface Asked {
  readonly agentId: number
  readonly id: string
  readonly before: number
}

type View = (deps: EmbedDeps, asked: Asked, surround: Frame) => Promise<string>

const VIEWS: ReadonlyMap<string, View> = new Map([
  ['overview', overview],
  ['calls', calls],
  ['result', result],
])

/** Markup for the frame's script to put in its place; nothing in it runs. */
export async function showView(
  deps: EmbedDeps,
  { agentId }: OpenFrame,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { view = '', id = 'all' } = request.params as Record<string, string>
  const show = VIEWS.get(view)
  if (show === undefined) throw new ProtocolError('not_found')
  const asked = { agentId, id, before: beforeOf(request.query) }
  const html = await show(deps, asked, frameOf(deps, request))
  return reply.type('text/html; charset=utf-8').send(html)
}

async function overview(deps: EmbedDeps, { agentId }: Asked, surround: Frame): Promise<string> {
  const { agentCalls, agentResults } = deps.store
  const since = deps.clock.now() - DAYS * 86_400
  return renderOverview(surround, {
    days: DAYS,
    counts: await agentCalls.counts(agentId, since),
    calls: await agentCalls.page(agentId, Number.MAX_SAFE_INTEGER, LATEST),
    results: await agentResults.page(agentId, Number.MAX_SAFE_INTEGER, LATEST),
  })
}

async function calls(deps: EmbedDeps, { agentId, before }: Asked, surround: Frame) {
  const rows = await deps.store.agentCalls.page(agentId, before, ROWS + 1)
  return renderCalls(surround, partOf(rows, before))
}

async function result(deps: EmbedDeps, { agentId, id, before }: Asked, surround: Frame) {
  const { agentResults } = deps.store
  if (id !== 'all') return renderResult(surround, await agentResults.load(agentId, id))
  return renderResults(surround, partOf(await agentResults.page(agentId, before, ROWS + 1), before))
}

/** One row more than is shown says that there are others. */
function partOf<Row extends { readonly id: number }>(rows: readonly Row[], before: number) {
  const shown = rows.slice(0, ROWS)
  return {
    rows: shown,
    next: rows.length > ROWS ? String(shown.at(-1)?.id) : undefined,
    isLater: before !== Number.MAX_SAFE_INTEGER,
  }
}

function beforeOf(query: unknown): number {
  const { before } = query as Record<string, unknown>
  return typeof before === 'string' && /^[1-9]\d{0,14}$/.test(before)
    ? Number(before)
    : Number.MAX_SAFE_INTEGER
}
