import type { FastifyInstance } from 'fastify'
import { decisionOn } from '../../audit/trail.ts'
import { PASSKEYS_MAX } from '../../credentials/passkeys.ts'
import { scriptedPagePolicy } from '../../http/security-headers.ts'
import { isoTime } from '../../protocol/clock.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { textField } from '../../protocol/fields.ts'
import { answerScript } from '../passkeys/answer-script.ts'
import { sendPage, views } from '../send.ts'
import type { PasskeyProblem } from '../views/account-models.ts'
import { isPassword } from './second-factor.ts'
import {
  type AccountDeps,
  type Answer,
  accountModel,
  formFields,
  type Show,
  type Visit,
} from './visit.ts'

const HERE = '/account/passkeys'
const NAME_CHARACTERS_MAX = 60

export const showPasskeys: Show = (visit) => show(visit)

/** Renames or removes one of this person's own. */
export const answerPasskeys: Answer = async (visit, form) => {
  const { deps, user, signIn, reply } = visit
  const [act, id] = actOf(form.fields.act)
  if (act === 'rename') {
    const name = nameOf(form.fields.name)
    const isOwn =
      name === undefined ||
      (await deps.store.transaction((records) => records.passkeys.rename(user.id, id, name)))
    if (!isOwn) throw new ProtocolError('not_found')
    return reply.redirect(`${HERE}?done=yes`, 303)
  }
  if (!(await isPassword(visit, form))) return show(visit, { act: 'remove', id })
  await deps.store.transaction(async (records) => {
    if (!(await records.passkeys.remove(user.id, id))) throw new ProtocolError('not_found')
    await records.signIns.removeOthers(user.id, signIn.id)
    const decision = { action: 'account.passkey.removed', outcome: 'granted', userId: user.id }
    await deps.audit.append(records, decisionOn(form.wire, decision))
  })
  return reply.redirect(`${HERE}?done=yes`, 303)
}

/** What the script asks while a passkey is made: the password first, and then what was made. */
export function registerPasskeyMaking(server: FastifyInstance, deps: AccountDeps): void {
  const { browser, passkeys, store } = deps
  server.post(
    `${HERE}/options`,
    answerScript(deps, HERE, async (form, request) => {
      const found = await browser.current(request)
      if (found === undefined) throw new ProtocolError('forged_form')
      if (!(await isPassword({ deps, user: found.user }, form))) {
        throw new ProtocolError('access_denied', { parameter: 'password' })
      }
      if ((await store.passkeys.ofUser(found.user.id)).length >= PASSKEYS_MAX) {
        throw new ProtocolError('conflict', { parameter: 'passkeys' })
      }
      const options = await passkeys.offer(found.user, browser.binding(request))
      if (options === undefined) throw new ProtocolError('not_found')
      return options
    }),
  )
  server.post(
    `${HERE}/made`,
    answerScript(deps, HERE, async ({ wire, fields }, request) => {
      const found = await browser.current(request)
      if (found === undefined) throw new ProtocolError('forged_form')
      const { user, signIn } = found
      const made = await passkeys.made(user, fields.answer, browser.binding(request))
      if (made === undefined) throw new ProtocolError('access_denied', { parameter: 'passkey' })
      const name = nameOf(fields.name) ?? 'Passkey'
      await store.transaction(async (records) => {
        await records.passkeys.add({ ...made, name })
        await records.signIns.removeOthers(user.id, signIn.id)
        const decision = { action: 'account.passkey.added', outcome: 'granted', userId: user.id }
        await deps.audit.append(records, decisionOn(wire, decision))
      })
      return { location: `${HERE}?done=yes` }
    }),
  )
}

async function show(visit: Visit, problem?: PasskeyProblem) {
  const { deps, frame, request, reply, user } = visit
  const { renderPasskeys } = await views()
  const origin = deps.passkeys.relyingParty?.origin
  const found = await deps.store.passkeys.ofUser(user.id)
  const html = renderPasskeys(frame, {
    ...accountModel(visit, frame.text.passkeys.done),
    action: HERE,
    fields: formFields(visit),
    hasPassword: user.passwordHash !== undefined,
    origin,
    isElsewhere: origin !== undefined && new URL(origin).host !== request.headers.host,
    passkeys: found.map(({ id, name, createdAt, lastUsedAt }) => ({
      id,
      name,
      createdAtIso: isoTime(createdAt),
      lastUsedAtIso: lastUsedAt === undefined ? undefined : isoTime(lastUsedAt),
    })),
    problem,
  })
  return sendPage(reply, html, { status: problem && 400, policy: scriptedPagePolicy() })
}

function actOf(value: unknown): readonly ['rename' | 'remove', number] {
  const [, act, id] = /^(rename|remove) (\d{1,15})$/.exec(String(value)) ?? []
  if (act === 'rename' || act === 'remove') return [act, Number(id)]
  throw new ProtocolError('parameter_missing', { parameter: 'act' })
}

function nameOf(value: unknown): string | undefined {
  const name = textField({ name: value }, 'name')?.trim().slice(0, NAME_CHARACTERS_MAX)
  return name === '' ? undefined : name
}
