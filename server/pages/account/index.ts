// What people see and change of their own account: what they agreed to, their password, where
// they are signed in. It shows nobody anything of anybody else: whatever a page names is looked
// for among what belongs to the person who is signed in. How somebody signs in is asked elsewhere.
import type { FastifyInstance } from 'fastify'
import { answerTakeBack, showAgreements, showTakeBack } from './agreements.ts'
import { showOverview } from './overview.ts'
import { answerPasskeys, registerPasskeyMaking, showPasskeys } from './passkeys.ts'
import { answerPassword, showPassword } from './password.ts'
import { answerSecondFactor, showSecondFactor } from './second-factor.ts'
import { answerSignIns, showSignIns } from './sign-ins.ts'
import { type AccountDeps, posted, visited } from './visit.ts'

export type { AccountDeps } from './visit.ts'

export function registerAccountPages(server: FastifyInstance, deps: AccountDeps): void {
  server.get('/account', visited(deps, showOverview))
  server.get('/account/agreements', visited(deps, showAgreements))
  server.get('/account/agreements/:id', visited(deps, showTakeBack))
  server.post('/account/agreements/:id', posted(deps, answerTakeBack))
  server.get('/account/password', visited(deps, showPassword))
  server.post('/account/password', posted(deps, answerPassword))
  server.get('/account/second-factor', visited(deps, showSecondFactor))
  server.post('/account/second-factor', posted(deps, answerSecondFactor))
  server.get('/account/passkeys', visited(deps, showPasskeys))
  server.post('/account/passkeys', posted(deps, answerPasskeys))
  registerPasskeyMaking(server, deps)
  server.get('/account/sign-ins', visited(deps, showSignIns))
  server.post('/account/sign-ins', posted(deps, answerSignIns))
}
