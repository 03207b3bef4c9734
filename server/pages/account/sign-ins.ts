import { decisionOn } from '../../audit/trail.ts'
import { isoTime } from '../../protocol/clock.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { textField } from '../../protocol/fields.ts'
import { sendPage, views } from '../send.ts'
import { browserIn } from './user-agent.ts'
import { type Answer, accountModel, formFields, type Show } from './visit.ts'

const HERE = '/account/sign-ins'

export const showSignIns: Show = async (visit) => {
  const { renderSignIns } = await views()
  const { deps, frame, reply, user, signIn } = visit
  const found = await deps.signIns.ofUser(user)
  const html = renderSignIns(frame, {
    ...accountModel(visit, frame.text.signIns.ended),
    signIns: found.map((one) => ({
      id: one.id,
      isHere: one.id === signIn.id,
      ...browserIn(one.userAgent ?? ''),
      address: one.ip,
      createdAtIso: isoTime(one.createdAt),
      lastSeenAtIso: isoTime(one.lastSeenAt ?? one.createdAt),
    })),
    action: HERE,
    fields: formFields(visit, HERE),
  })
  return sendPage(reply, html)
}

/** One of this person's own, or all but this one. */
export const answerSignIns: Answer = async (visit, { wire, fields }) => {
  const { deps, reply, user, signIn } = visit
  const which = textField(fields, 'end')
  const own = await deps.signIns.ofUser(user)
  const ended = own.filter(({ id }) =>
    which === 'others' ? id !== signIn.id : String(id) === which,
  )
  if (which !== 'others' && ended.length === 0) throw new ProtocolError('not_found')
  await deps.store.transaction(async (records) => {
    for (const { id } of ended) await records.signIns.remove(id)
    // Those who are about to sign in elsewhere stand in no list.
    if (which === 'others') await records.signIns.removeOthers(user.id, signIn.id)
    await deps.audit.append(
      records,
      decisionOn(wire, { action: 'sign_in.end', outcome: 'granted', userId: user.id }),
    )
  })
  return reply.redirect(`${HERE}?done=yes`, 303)
}
