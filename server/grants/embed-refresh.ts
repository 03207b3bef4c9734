import { ProtocolError } from '../protocol/errors.ts'
import { isOpenAgent } from '../resources/agents.ts'
import { type Grant, textParameter } from './contract.ts'

/**
 * A signed refresh token of an embed pair brings a new access token. It is its own proof: no
 * client authenticates beside it, so client, credential and agent are checked again here.
 */
export const embedRefresh: Grant = {
  type: 'embed_refresh',
  clientAuthentication: 'any',
  scopePolicy: 'inherited',
  parameters: ['refresh'],
  async authorize(request, client, deps) {
    const found = await deps.introspect(textParameter(request, 'refresh'))
    if (found.kind !== 'refresh_token') throw new ProtocolError('wrong_token_type')
    if (found.client.id !== client.client.id || found.bound?.kind !== 'agent') {
      throw new ProtocolError('invalid_grant', { detail: 'not a refresh token of an embed pair' })
    }
    if (!(await isOpenAgent(deps.records, found.bound.id, found.client))) {
      throw new ProtocolError('subject_gone', {
        detail: 'the agent is gone, or no more open to it',
      })
    }
    return {
      client: found.client,
      credentialId: found.credentialId,
      grantType: 'embed_refresh',
      subject: undefined,
      scope: found.scope,
      audience: found.audience,
      family: undefined,
      pairId: found.familyId,
      minting: 'access',
      bound: found.bound,
      room: undefined,
    }
  },
}
