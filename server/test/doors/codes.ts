// Doors whose request must fit the credential in more than one field: a code needs its verifier
// and redirect URI, a plan key its user.
import { envoyRefresh, redeemEnvoyCode } from '../flows/envoy.ts'
import { redeem, refresh } from '../flows/standard.ts'
import { composite, holdUserToken, me, redeemUserCode } from '../flows/vocalcola.ts'
import { kindVerifier } from '../kinds.ts'
import type { Mint } from '../mint.ts'
import { bySuccess, type Doors } from './door.ts'

export function codeDoors(mint: Mint): Doors {
  const { standard, vocalcola } = mint.demo
  const { public_key, private_key } = vocalcola
  let userToken: Promise<string> | undefined
  return {
    'code of the standard': bySuccess((code) =>
      redeem(mint, { client: standard, code, verifier: kindVerifier }),
    ),
    'code of Envoy': bySuccess((code) => redeemEnvoyCode(mint, code)),
    'code of VocalCola': bySuccess((code) => redeemUserCode(mint, code)),
    'refresh_token of the standard': bySuccess((token) => refresh(mint, token)),
    'refresh_token of Envoy': bySuccess((token) => envoyRefresh(mint, token)),
    'part 4 of a composite': bySuccess(async (planKey) => {
      userToken ??= holdUserToken(mint)
      return me(mint, composite(public_key, private_key, await userToken, planKey))
    }),
  }
}
