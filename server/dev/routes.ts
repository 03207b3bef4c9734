import type { FastifyInstance } from 'fastify'
import type { Core } from '../core.ts'
import { grantCode } from '../endpoints/authorization.ts'
import { fromFastifyError } from '../http/server.ts'
import { readWire, sendWire } from '../http/wire.ts'
import { frameOf } from '../pages/frame.ts'
import { say } from '../pages/messages/say.ts'
import { sendPage, views } from '../pages/send.ts'
import { isoTime, type MovableClock } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { fieldsOf, textField } from '../protocol/fields.ts'
import { json } from '../protocol/wire.ts'
import { latestTexts } from '../texts/words.ts'
import type { Demo } from './demo-facts.ts'

const OUTBOX_TEXTS_MAX = 1_000
const ADVANCE_SEC_MAX = 100 * 366 * 86_400
export const CLOCK_FACT = 'dev clock ahead sec'

/** Facilities for testers, on loopback only. */
export function registerDevRoutes(
  server: FastifyInstance,
  core: Core,
  clock: MovableClock,
  demo: () => Demo,
): void {
  server.setErrorHandler((thrown, _, reply) => {
    const error = fromFastifyError(thrown)
    return sendWire(reply, json(error.status, { error: error.code, message: error.description }))
  })

  server.post('/_dev/clock', async (request, reply) => {
    const wire = readWire(request, ['json', 'form'])
    const seconds = Number(fieldsOf(wire).advance_seconds ?? 0)
    if (!Number.isSafeInteger(seconds) || seconds < 0 || seconds > ADVANCE_SEC_MAX) {
      throw new ProtocolError('parameter_malformed', { parameter: 'advance_seconds' })
    }
    clock.advance(seconds)
    if (seconds > 0) {
      const ahead = String(clock.aheadSec())
      await core.store.transaction((records) => records.facts.put(CLOCK_FACT, ahead))
    }
    return reply.send({ now: isoTime(clock.now()) })
  })

  server.get('/_dev/outbox', async (_, reply) => {
    const { secrets, site, textLanguage: language } = core
    const parts = { secrets, baseUrl: site.baseUrl, language }
    // Oldest first, so that a test finds what is new behind what it has seen.
    const texts = (await latestTexts(core.store, parts, OUTBOX_TEXTS_MAX)).reverse()
    return reply.send({
      messages: texts.map((text) => ({
        to: text.recipient,
        body: text.words,
        created_at: isoTime(text.createdAt),
        sent_at: text.sentAt === undefined ? null : isoTime(text.sentAt),
      })),
    })
  })

  // What consenting in a browser would end in, for whoever has only a shell.
  server.post('/_dev/code', async (request, reply) => {
    const wire = readWire(request, ['json', 'form'])
    const { vocalcola } = demo()
    const user = await core.store.users.loadByEmail(vocalcola.user.email)
    const entry = await core.directory.load(vocalcola.public_key)
    const dialect = core.dialects.find((one) => one.name === entry?.client.dialect)
    if (user === undefined || entry === undefined || dialect === undefined) {
      throw new ProtocolError('not_found')
    }
    const asked = {
      dialect,
      client: entry.client,
      redirectUri: vocalcola.redirect_uri,
      isRedirectUriNamed: true,
      scope: vocalcola.scopes,
      audience: [],
      state: undefined,
      codeChallenge: undefined,
      issuer: core.site.baseUrl,
    }
    const answered = new URL(await grantCode(core, asked, user, wire))
    return reply.type('text/plain').send(answered.searchParams.get('code'))
  })

  server.get('/_dev/callback', async (request, reply) => {
    const frame = frameOf(core, request)
    const { heading, exchange, refused, nothing } = frame.text.devCallback
    const { query } = readWire(request)
    const code = textField(query, 'code')
    const { renderNotice } = await views()
    const words =
      code === undefined
        ? say(refused, { error: textField(query, 'error') ?? nothing })
        : say(exchange, { code })
    return sendPage(reply, renderNotice(frame, { heading, words }))
  })
}
