import { hasSecondFactor } from '../credentials/second-factors.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { type Grant, textParameter } from './contract.ts'
import { foundFamily } from './family.ts'

/**
 * RFC 6749 §4.3, kept only for dialects whose clients are written for it. The password's check
 * takes milliseconds on another thread, so it stands before the transaction, not in it.
 */
export const password: Grant = {
  type: 'password',
  clientAuthentication: 'confidential',
  scopePolicy: 'requested',
  parameters: ['username', 'password'],
  async authorize(request, client, deps) {
    const username = textParameter(request, 'username')
    const secret = textParameter(request, 'password')
    const user = await deps.passwords.authenticate(username, secret, deps.ip)
    const role = deps.rules.passwordRole
    // One answer for a wrong password, a foreign user, a missing role and one who must
    // give more than a password: none tells which.
    if (
      user === undefined ||
      user.organizationId !== client.client.organizationId ||
      (role !== undefined && !user.roles.includes(role)) ||
      // A program has no second factor to give; with one, this would be a door beside it.
      hasSecondFactor(user)
    ) {
      throw new ProtocolError('invalid_grant', {
        detail:
          user === undefined ? 'user or password is wrong' : 'the user may not use this grant',
      })
    }
    return deps.decide((records) =>
      foundFamily(records, deps, {
        grantType: 'password',
        client,
        subject: user,
        scope: request.scope,
        audience: request.audience,
      }),
    )
  },
}
