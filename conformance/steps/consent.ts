import { walkConsent } from '../consent.ts'
import { matchExactly, matchSubset } from '../matchers.ts'
import { assertMatch, keepCaptures, type Stage } from '../stage.ts'
import { render, renderText } from '../template.ts'
import type { ConsentStep } from '../transcript.ts'

export async function performConsent(step: ConsentStep, stage: Stage): Promise<void> {
  const { scope } = stage
  const { page, location, query } = await walkConsent(stage.baseUrl, {
    path: renderText(step.consent.path, scope),
    redirect_uri: renderText(step.consent.redirect_uri, scope),
    email: renderText(step.consent.email, scope),
    password: renderText(step.consent.password, scope),
    answer: step.consent.answer,
  })
  const { expect } = step
  if (expect.page !== undefined) {
    assertMatch(matchExactly(page, render(expect.page, scope), 'page'))
  }
  if (expect.location !== undefined) {
    assertMatch(matchExactly(location, render(expect.location, scope), 'location'))
  }
  if (expect.query !== undefined) {
    assertMatch(matchSubset(query, render(expect.query, scope), 'query'), [`< ${location}`])
  }
  keepCaptures(stage, step.capture, { page, location, query })
}
