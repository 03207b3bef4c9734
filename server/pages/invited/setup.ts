import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { decisionOn } from '../../audit/trail.ts'
import { makeFirstOperator } from '../../credentials/first-operator.ts'
import { CONSOLE_PASSWORD_CHARACTERS_MIN } from '../../credentials/password-rules.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { textField } from '../../protocol/fields.ts'
import type { Fields } from '../../protocol/wire.ts'
import type { Invitation } from '../../store/invitations.ts'
import { readForm } from '../form.ts'
import { frameOf } from '../frame.ts'
import { readNewPassword } from '../new-password.ts'
import { page, sendPage, views } from '../send.ts'
import { signInWith } from '../sign-in.ts'
import type { SetupProblems } from '../views/models.ts'
import type { InvitedDeps } from './deps.ts'
import { demandInvitation, forgetToken, INVITATION, movesToken } from './token.ts'

const PATH = '/setup'
const NAME_CHARACTERS_MAX = 200
const EMAIL_CHARACTERS_MAX = 254
/** Somebody at a domain; whether mail arrives there, only mail can tell. */
const EMAIL = /^[^\s@]+@[^\s@]+$/

/** Whoever holds the newest link of a store without an operator becomes its operator. */
export function registerSetup(server: FastifyInstance, deps: InvitedDeps): void {
  server.get(
    PATH,
    page(deps, async (request, reply) => {
      if (movesToken(deps, request, reply)) return reply
      await demandSetup(deps, request)
      return show(deps, request, reply, { name: '', email: '' }, {})
    }),
  )
  server.post(
    PATH,
    page(deps, (request, reply) => answer(deps, request, reply)),
  )
}

interface Typed {
  readonly name: string
  readonly email: string
}

async function show(
  deps: InvitedDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed,
  { password, ...problems }: SetupProblems,
): Promise<FastifyReply> {
  const { renderSetup } = await views()
  const html = renderSetup(frameOf(deps, request, PATH), {
    ...typed,
    action: PATH,
    fields: { csrf: deps.browser.formToken(request, reply, PATH) },
    password: { charactersMin: CONSOLE_PASSWORD_CHARACTERS_MIN, problem: password },
    problems,
  })
  const isWrong = password !== undefined || Object.keys(problems).length > 0
  return sendPage(reply, html, { status: isWrong ? 400 : undefined })
}

async function answer(
  deps: InvitedDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { wire, fields } = await readForm(request)
  deps.browser.demandOwnForm(request, PATH, fields.csrf)
  const invitation = await demandSetup(deps, request)
  const { typed, problems, password } = readSetup(fields)
  if (password === undefined) return show(deps, request, reply, typed, problems)
  const holder = { email: typed.email, roles: ['operator'] }
  const passwordHash = await deps.passwords.hash(password, holder)
  const user = await deps.store.transaction(async (records) => {
    const made = await makeFirstOperator(records, deps, invitation.id, { ...typed, passwordHash })
    if (made === undefined) throw new ProtocolError('gone', INVITATION)
    const decision = { action: 'account.setup', outcome: 'granted', userId: made.id }
    await deps.audit.append(records, decisionOn(wire, decision))
    return made
  })
  forgetToken(deps, reply)
  return signInWith(deps, request, reply, user, 'invitation', '/console')
}

function readSetup(fields: Fields) {
  const typed: Typed = {
    name: (textField(fields, 'name') ?? '').trim(),
    email: (textField(fields, 'email') ?? '').trim(),
  }
  const read = readNewPassword(fields, { email: typed.email, roles: ['operator'] })
  const isNamed = typed.name !== '' && typed.name.length <= NAME_CHARACTERS_MAX
  const isAddress = EMAIL.test(typed.email) && typed.email.length <= EMAIL_CHARACTERS_MAX
  const problems: SetupProblems = {
    ...(!isNamed && { name: true }),
    ...(!isAddress && { email: true }),
    ...('problem' in read && { password: read.problem }),
  }
  const isGood = isNamed && isAddress && 'password' in read
  return { typed, problems, password: isGood ? read.password : undefined }
}

async function demandSetup(deps: InvitedDeps, request: FastifyRequest): Promise<Invitation> {
  const invitation = await demandInvitation(deps, request)
  const isLate = invitation.userId !== undefined || (await deps.store.users.isAnybody('operator'))
  if (isLate) throw new ProtocolError('gone', INVITATION)
  return invitation
}
