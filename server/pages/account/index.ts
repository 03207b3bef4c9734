// What people see and change of their own account: what they agreed to, their password, where
// they are signed in. It shows nobody anything of anybody else: whatever a page names is looked
// for among what belongs to the person who is signed in. How people sign in is told elsewhere.
import type { FastifyInstance } from 'fastify'
import { answerTakeBack, showAgreements, showTakeBack } from './agreements.ts'
import { showOverview } from './overview.ts'
import { answerPassword, showPassword } from './password.ts'
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
  server.get('/account/sign-ins', visited(deps, showSignIns))
  server.post('/account/sign-ins', posted(deps, answerSignIns))
}
