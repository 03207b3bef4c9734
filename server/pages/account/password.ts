import { decisionOn } from '../../audit/trail.ts'
import { setPassword } from '../../credentials/new-password.ts'
import { passwordCharactersMin } from '../../credentials/password-rules.ts'
import { textField } from '../../protocol/fields.ts'
import { readNewPassword } from '../new-password.ts'
import { sendPage, views } from '../send.ts'
import type { NewPasswordProblem } from '../views/models.ts'
import { type Answer, accountModel, formFields, type Show, type Visit } from './visit.ts'

const HERE = '/account/password'

type Fault = NewPasswordProblem | 'wrong'

export const showPassword: Show = (visit) => show(visit)

/**
 * The new one is looked at first: that costs nothing and tells nothing. The present one comes last,
 * because each try is counted, together with those at the sign-in.
 */
export const answerPassword: Answer = async (visit, { wire, fields }) => {
  const { deps, reply, user, signIn } = visit
  const present = textField(fields, 'present') ?? ''
  const read = readNewPassword(fields, user)
  if ('problem' in read) return show(visit, read.problem)
  if (read.password === present) return show(visit, 'same')
  const facts = { action: 'password.change', userId: user.id }
  const proved = await deps.passwords.authenticate(user.email, present, wire.ip)
  if (proved?.id !== user.id) {
    deps.audit.count(decisionOn(wire, { ...facts, outcome: 'invalid_grant' }))
    return show(visit, 'wrong')
  }
  const hash = await deps.passwords.hash(read.password, user)
  await deps.store.transaction(async (records) => {
    await setPassword(records, user.id, hash, deps.clock.now(), signIn.id)
    await deps.audit.append(records, decisionOn(wire, { ...facts, outcome: 'granted' }))
  })
  return reply.redirect(`${HERE}?done=yes`, 303)
}

async function show(visit: Visit, fault?: Fault) {
  const { renderPassword } = await views()
  const { frame, reply, user } = visit
  const charactersMin = passwordCharactersMin(user)
  const html = renderPassword(frame, {
    ...accountModel(visit, frame.text.password.changed),
    hasPassword: user.passwordHash !== undefined,
    action: HERE,
    fields: formFields(visit, HERE),
    isWrong: fault === 'wrong',
    password: {
      charactersMin,
      ...(fault !== undefined && fault !== 'wrong' && { problem: fault }),
    },
  })
  return sendPage(reply, html, { status: fault === undefined ? 200 : 400 })
}
