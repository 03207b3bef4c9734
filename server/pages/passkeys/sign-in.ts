import type { FastifyInstance } from 'fastify'
import { decisionOn } from '../../audit/trail.ts'
import type { Attempts } from '../../credentials/attempts.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { textField } from '../../protocol/fields.ts'
import { ownPath } from '../form.ts'
import { type SignInDeps, signInFully } from '../sign-in.ts'
import { answerScript } from './answer-script.ts'

export interface PasskeySignInDeps extends SignInDeps {
  readonly attempts: Attempts
}

/** The sign-in of whoever has a passkey: one step, since it proves two things at once. */
export function registerPasskeySignIn(server: FastifyInstance, deps: PasskeySignInDeps): void {
  server.post(
    '/sign-in/passkey/options',
    answerScript(deps, 'sign-in', async (_, request) => {
      // Each is a row, and a stranger asks for it.
      await deps.attempts.take([['passkeyPerIp', request.ip]])
      const options = await deps.passkeys.challenge(deps.browser.binding(request))
      if (options === undefined) throw new ProtocolError('not_found')
      return options
    }),
  )
  server.post(
    '/sign-in/passkey',
    answerScript(deps, 'sign-in', async ({ wire, fields }, request, reply) => {
      const user = await deps.passkeys.authenticate(fields.answer, deps.browser.binding(request))
      if (user === undefined) {
        const decision = { action: 'sign_in', outcome: 'invalid_grant', detail: 'passkey' }
        deps.audit.count(decisionOn(wire, decision))
        throw new ProtocolError('access_denied', { parameter: 'passkey' })
      }
      const returnTo = ownPath(textField(fields, 'return_to'))
      const next = await signInFully(deps, request, reply, user, 'passkey', returnTo)
      return { location: next }
    }),
  )
}
