import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { decisionOn } from '../../audit/trail.ts'
import { setPassword } from '../../credentials/new-password.ts'
import { passwordCharactersMin } from '../../credentials/password-rules.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import type { Invitation } from '../../store/invitations.ts'
import type { User } from '../../store/users.ts'
import { readForm } from '../form.ts'
import { frameOf } from '../frame.ts'
import { readNewPassword } from '../new-password.ts'
import { page, sendPage, views } from '../send.ts'
import { signInWith } from '../sign-in.ts'
import type { NewPasswordProblem } from '../views/models.ts'
import type { InvitedDeps } from './deps.ts'
import { demandInvitation, forgetToken, INVITATION, movesToken } from './token.ts'

const PATH = '/welcome'

/** Whoever was invited sets a first or a new password. A second factor is still asked for. */
export function registerWelcome(server: FastifyInstance, deps: InvitedDeps): void {
  server.get(
    PATH,
    page(deps, async (request, reply) => {
      if (movesToken(deps, request, reply)) return reply
      return show(deps, request, reply, (await demandGuest(deps, request)).user)
    }),
  )
  server.post(
    PATH,
    page(deps, (request, reply) => answer(deps, request, reply)),
  )
}

async function show(
  deps: InvitedDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  user: User,
  problem?: NewPasswordProblem,
): Promise<FastifyReply> {
  const { renderWelcome } = await views()
  const html = renderWelcome(frameOf(deps, request, PATH), {
    userEmail: user.email,
    action: PATH,
    fields: { csrf: deps.browser.formToken(request, reply, PATH) },
    password: { charactersMin: passwordCharactersMin(user), problem },
  })
  return sendPage(reply, html, { status: problem && 400 })
}

async function answer(
  deps: InvitedDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { wire, fields } = await readForm(request)
  deps.browser.demandOwnForm(request, PATH, fields.csrf)
  const { invitation, user } = await demandGuest(deps, request)
  const read = readNewPassword(fields, user)
  if ('problem' in read) return show(deps, request, reply, user, read.problem)
  const hash = await deps.passwords.hash(read.password, user)
  const now = deps.clock.now()
  await deps.store.transaction(async (records) => {
    // Of any number of browsers with the same link, the first to come here sets the password.
    if (!(await records.invitations.consume(invitation.id, now))) {
      throw new ProtocolError('gone', INVITATION)
    }
    await setPassword(records, user.id, hash, now)
    const decision = { action: 'account.invitation', outcome: 'granted', userId: user.id }
    await deps.audit.append(records, decisionOn(wire, decision))
  })
  forgetToken(deps, reply)
  return signInWith(deps, request, reply, { ...user, passwordHash: hash }, 'invitation', '/')
}

async function demandGuest(
  deps: InvitedDeps,
  request: FastifyRequest,
): Promise<{ readonly invitation: Invitation; readonly user: User }> {
  const invitation = await demandInvitation(deps, request)
  const user =
    invitation.userId === undefined ? undefined : await deps.store.users.load(invitation.userId)
  if (user === undefined || !user.isEnabled) throw new ProtocolError('gone', INVITATION)
  return { invitation, user }
}
