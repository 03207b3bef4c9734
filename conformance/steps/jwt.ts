import { exchange } from '../http.ts'
import { decodeJwt, signatureFault } from '../jwt.ts'
import { matchExactly, matchLeadingMembers, matchSubset } from '../matchers.ts'
import { assertMatch, Deviation, keepCaptures, type Stage } from '../stage.ts'
import { render, renderText } from '../template.ts'
import type { JwtStep } from '../transcript.ts'

/** Takes a token apart and compares header bytes, claims, their order, lifetime and signature. */
export async function performJwt(step: JwtStep, stage: Stage): Promise<void> {
  const { jwt, capture } = step
  const token = renderText(jwt.token, stage.scope)
  const { headerText, header, claims } = decodeJwt(token)
  if (jwt.headerText !== undefined) {
    assertMatch(matchExactly(headerText, renderText(jwt.headerText, stage.scope), 'headerText'))
  }
  if (jwt.header !== undefined) {
    assertMatch(matchExactly(header, render(jwt.header, stage.scope), 'header'))
  }
  if (jwt.claims !== undefined) {
    assertMatch(matchSubset(claims, render(jwt.claims, stage.scope), 'claims'))
  }
  if (jwt.claimOrder !== undefined) {
    assertMatch(matchLeadingMembers(claims, jwt.claimOrder, 'claims'))
  }
  if (jwt.lifetimeSec !== undefined) {
    const lifetimeSec = Number(claims.exp) - Number(claims.iat)
    assertMatch(matchExactly(lifetimeSec, render(jwt.lifetimeSec, stage.scope), 'exp - iat'))
  }
  if (jwt.jwks !== undefined) await assertSigned(token, renderText(jwt.jwks, stage.scope), stage)
  keepCaptures(stage, capture, { header, claims })
}

async function assertSigned(token: string, path: string, stage: Stage): Promise<void> {
  const answer = await exchange(stage.baseUrl, {
    method: 'GET',
    target: path,
    host: stage.baseUrl.host,
    headers: { Accept: 'application/json' },
  })
  const fault = signatureFault(token, answer.json)
  if (fault !== undefined) {
    throw new Deviation({ at: path, expected: 'keys that verify the token', actual: fault })
  }
}
