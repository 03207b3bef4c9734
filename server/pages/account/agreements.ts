import { decisionOn } from '../../audit/trail.ts'
import { isoTime } from '../../protocol/clock.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { formatScope } from '../../protocol/scope.ts'
import { revokeConsent } from '../../tokens/revoke.ts'
import { scopeWords } from '../scope-words.ts'
import { sendPage, views } from '../send.ts'
import { agreementsOf, type LivingAgreement } from './living-agreements.ts'
import { type Answer, accountModel, formFields, type Show, type Visit } from './visit.ts'

const LIST = '/account/agreements'

export const showAgreements: Show = async (visit) => {
  const { renderAgreements } = await views()
  const { deps, frame, reply, user } = visit
  const agreements = await Promise.all(
    (await agreementsOf(deps, user)).map(async (one) => ({
      clientName: one.clientName,
      scopes: await scopeWords(deps, one.dialect, one.scope),
      firstAtIso: isoTime(one.firstAt),
      lastUsedAtIso: one.lastUsedAt === undefined ? undefined : isoTime(one.lastUsedAt),
      expiresAtIso: one.expiresAt === undefined ? undefined : isoTime(one.expiresAt),
      takeBackUrl: pathTo(one),
    })),
  )
  const model = { ...accountModel(visit, frame.text.agreements.takenBack), agreements }
  return sendPage(reply, renderAgreements(frame, model))
}

export const showTakeBack: Show = async (visit) => {
  const one = await loadNamed(visit)
  const { renderTakeBack } = await views()
  const { deps, frame, reply } = visit
  const html = renderTakeBack(frame, {
    ...accountModel(visit),
    clientName: one.clientName,
    scopes: await scopeWords(deps, one.dialect, one.scope),
    action: pathTo(one),
    fields: formFields(visit, pathTo(one)),
    cancelUrl: LIST,
  })
  return sendPage(reply, html)
}

/** In force here when it is answered, and on every other node within a second. */
export const answerTakeBack: Answer = async (visit, { wire }) => {
  const one = await loadNamed(visit)
  const { deps, reply, user } = visit
  const client = { id: one.clientRow, clientId: one.clientId }
  await deps.store.transaction(async (records) => {
    await revokeConsent(records, client, user, deps.clock.now(), deps.tokenLifetimeSecMax)
    const decision = decisionOn(wire, {
      action: 'authorization.take_back',
      outcome: 'granted',
      dialect: one.dialect,
      clientRow: one.clientRow,
      userId: user.id,
      scope: formatScope(one.scope),
    })
    await deps.audit.append(records, decision)
  })
  return reply.redirect(`${LIST}?done=yes`, 303)
}

/** Looked for among this person's own: what somebody else agreed to is unknown here. */
async function loadNamed({ deps, request, user }: Visit): Promise<LivingAgreement> {
  const { id } = request.params as { id: string }
  const found = (await agreementsOf(deps, user)).find((one) => one.clientId === id)
  if (found === undefined) throw new ProtocolError('not_found')
  return found
}

function pathTo({ clientId }: Pick<LivingAgreement, 'clientId'>): string {
  return `${LIST}/${encodeURIComponent(clientId)}`
}
