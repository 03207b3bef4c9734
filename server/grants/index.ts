import { agentRoom } from './agent-room.ts'
import { authorizationCode } from './authorization-code.ts'
import { clientCredentials } from './client-credentials.ts'
import type { Grant } from './contract.ts'
import { embed } from './embed.ts'
import { embedRefresh } from './embed-refresh.ts'
import { password } from './password.ts'
import { refreshToken } from './refresh-token.ts'

/** Every grant, one line each; a dialect's rules say which of them it offers. */
export const grants: ReadonlyMap<string, Grant> = new Map(
  [
    agentRoom,
    authorizationCode,
    clientCredentials,
    embed,
    embedRefresh,
    password,
    refreshToken,
  ].map((grant) => [grant.type, grant]),
)
