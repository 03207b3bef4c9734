import { hash } from 'node:crypto'
import { parseCredential } from '../credentials/format.ts'
import { sameText } from '../credentials/secrets.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { type Grant, optionalTextParameter, textParameter } from './contract.ts'
import { endFamily, foundFamily } from './family.ts'

/** RFC 7636 §4.1. */
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/

/**
 * RFC 6749 §4.1.3 with RFC 7636. The order: what costs the honest client nothing to mend comes
 * before the code is consumed (a missing parameter, another client's code, the redirect URI). The
 * verifier comes after, because one that could be tried twice could be guessed.
 */
export const authorizationCode: Grant = {
  type: 'authorization_code',
  clientAuthentication: 'any',
  scopePolicy: 'inherited',
  parameters: ['code', 'redirect_uri', 'code_verifier'],
  async authorize(request, client, deps) {
    const text = textParameter(request, 'code')
    const redirectUri =
      deps.rules.redirectUriAtExchange === 'required'
        ? textParameter(request, 'redirect_uri')
        : optionalTextParameter(request, 'redirect_uri')
    const verifier = optionalTextParameter(request, 'code_verifier')

    const parsed = parseCredential(text)
    const id = parsed?.kind === 'ac' ? parsed.numbers[0] : undefined
    const code = id === undefined ? undefined : await deps.records.codes.load(id)
    if (
      parsed === undefined ||
      code === undefined ||
      !deps.secrets.matches(parsed.secret, code.secretHash)
    ) {
      throw refused('the code is unknown')
    }
    if (code.clientRow !== client.client.id) throw refused('the code is another client’s')
    const mustRepeat = code.isRedirectUriNamed && deps.rules.redirectUriAtExchange === 'required'
    if ((mustRepeat || redirectUri !== undefined) && redirectUri !== code.redirectUri) {
      throw refused('the redirect URI is another')
    }
    const user = code.owner

    return deps.decide(async (records) => {
      const consumption = await records.codes.consume(code.id, deps.now)
      if (consumption.outcome === 'replayed') {
        // RFC 6749 §4.1.2: what came of the first use ends as well.
        if (consumption.familyId !== undefined) {
          await endFamily(records, consumption.familyId, deps)
        }
        throw refused('the code was used before')
      }
      if (deps.now >= code.expiresAt) throw refused('the code has expired')
      if (!isVerified(code.codeChallenge, verifier)) throw refused('the verifier is wrong')
      if (user === undefined || !user.isEnabled) throw refused('the user is gone')
      const authorization = await foundFamily(records, deps, {
        grantType: 'authorization_code',
        client,
        subject: user,
        scope: code.scope,
        audience: code.audience,
      })
      if (authorization.family !== undefined) {
        await records.codes.setFamily(code.id, authorization.family.id)
      }
      return authorization
    }, `code ${code.id}`)
  },
}

/** A verifier without a challenge is a downgrade, as a challenge without a verifier is. */
function isVerified(challenge: string | undefined, verifier: string | undefined): boolean {
  if (challenge === undefined || verifier === undefined) return challenge === verifier
  return VERIFIER.test(verifier) && sameText(hash('sha256', verifier, 'base64url'), challenge)
}

function refused(detail: string): ProtocolError {
  return new ProtocolError('invalid_grant', { detail })
}
