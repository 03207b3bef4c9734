import { type Decision, decisionOn } from '../../audit/trail.ts'
import { hasSecondFactor } from '../../credentials/second-factors.ts'
import { isoTime } from '../../protocol/clock.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { textField } from '../../protocol/fields.ts'
import type { Records } from '../../store/records.ts'
import type { Form } from '../form.ts'
import { sendPage, views } from '../send.ts'
import type { SecondFactorAct, SecondFactorProblem } from '../views/account-models.ts'
import { type Answer, accountModel, formFields, type Show, type Visit } from './visit.ts'

const HERE = '/account/second-factor'

export const showSecondFactor: Show = (visit) => show(visit)

/** What its owner wants: each is a form of its own on the page. */
const ACTS: Readonly<Record<SecondFactorAct, Answer>> = {
  async begin(visit, form) {
    if (!(await isPassword(visit, form))) return show(visit, { act: 'begin' })
    await visit.deps.secondFactors.begin(visit.user)
    return visit.reply.redirect(HERE, 303)
  },

  async abandon({ deps, user, reply }) {
    await deps.store.transaction((records) => records.secondFactors.abandon(user.id))
    return reply.redirect(HERE, 303)
  },

  /** From here on it counts, and whoever signed in without it elsewhere is out. */
  async confirm(visit, form) {
    const { deps, user } = visit
    const code = textField(form.fields, 'code') ?? ''
    const codes = await deps.store.transaction(async (records) => {
      const made = await deps.secondFactors.confirm(records, user, code)
      if (made !== undefined) await changed(visit, form, records, 'account.second_factor.on')
      return made
    })
    return codes === undefined ? show(visit, { act: 'confirm' }) : showCodes(visit, codes)
  },

  async renew(visit, form) {
    const { deps, user } = visit
    if (!(await isBoth(visit, form))) return show(visit, { act: 'renew' })
    const codes = await deps.store.transaction(async (records) => {
      await changed(visit, form, records, 'account.recovery_codes')
      return deps.secondFactors.renewRecoveryCodes(records, user)
    })
    return showCodes(visit, codes)
  },

  async off(visit, form) {
    const { deps, user, reply } = visit
    if (!(await isBoth(visit, form))) return show(visit, { act: 'off' })
    await deps.store.transaction(async (records) => {
      await records.secondFactors.remove(user.id)
      await changed(visit, form, records, 'account.second_factor.off')
    })
    return reply.redirect(`${HERE}?done=yes`, 303)
  },
}

export const answerSecondFactor: Answer = (visit, form) => {
  const act = Object.entries(ACTS).find(([name]) => name === form.fields.act)?.[1]
  if (act === undefined) throw new ProtocolError('parameter_missing', { parameter: 'act' })
  return act(visit, form)
}

async function show(visit: Visit, problem?: SecondFactorProblem) {
  const { deps, frame, reply, user } = visit
  const { renderOwnSecondFactor } = await views()
  const html = renderOwnSecondFactor(frame, {
    ...accountModel(visit, frame.text.ownSecondFactor.offDone),
    action: HERE,
    fields: formFields(visit),
    hasPassword: user.passwordHash !== undefined,
    offer: await deps.secondFactors.offer(user),
    on: hasSecondFactor(user)
      ? {
          sinceIso: isoTime(user.totpConfirmedAt ?? 0),
          recoveryCodes: await deps.store.secondFactors.countRecoveryCodes(user.id),
        }
      : undefined,
    problem,
  })
  return sendPage(reply, html, { status: problem && 400 })
}

/** Shown in the answer itself: no address leads to them again. */
async function showCodes(visit: Visit, codes: readonly string[]) {
  const { frame, reply } = visit
  const { renderRecoveryCodes } = await views()
  const html = renderRecoveryCodes(frame, { ...accountModel(visit), codes, nextUrl: HERE })
  return sendPage(reply, html)
}

/** Whoever only found the browser open cannot know it. */
export async function isPassword(
  { deps, user }: Pick<Visit, 'deps' | 'user'>,
  { wire, fields }: Pick<Form, 'wire' | 'fields'>,
): Promise<boolean> {
  const password = textField(fields, 'password') ?? ''
  const proved = await deps.passwords.authenticate(user.email, password, wire.ip)
  if (proved?.id === user.id) return true
  const decision = { action: 'account.proof', outcome: 'invalid_grant', userId: user.id }
  deps.audit.count(decisionOn(wire, decision))
  return false
}

async function isBoth(visit: Visit, form: Form): Promise<boolean> {
  const { deps, user } = visit
  if (!(await isPassword(visit, form))) return false
  const code = textField(form.fields, 'code') ?? ''
  return (await deps.secondFactors.prove(user, code, form.wire.ip)) !== undefined
}

async function changed(
  { deps, user, signIn }: Visit,
  { wire }: Form,
  records: Records,
  action: Decision['action'],
): Promise<void> {
  await records.signIns.removeOthers(user.id, signIn.id)
  await deps.audit.append(
    records,
    decisionOn(wire, { action, outcome: 'granted', userId: user.id }),
  )
}
