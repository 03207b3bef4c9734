import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AuditTrail } from '../../audit/trail.ts'
import type { Passkeys } from '../../credentials/passkeys.ts'
import type { Passwords } from '../../credentials/passwords.ts'
import type { SecondFactors } from '../../credentials/second-factors.ts'
import type { SignedIn, SignIns } from '../../credentials/sign-ins.ts'
import type { Dialect } from '../../dialects/contract.ts'
import type { SettledRules } from '../../grants/contract.ts'
import { pathOf } from '../../http/wire.ts'
import type { Clock } from '../../protocol/clock.ts'
import type { Fields } from '../../protocol/wire.ts'
import type { Store } from '../../store/store.ts'
import type { Browser } from '../browser.ts'
import { type Form, readForm } from '../form.ts'
import { frameOf } from '../frame.ts'
import { type PageDeps, page } from '../send.ts'
import type { AccountModel } from '../views/account-models.ts'
import type { Frame } from '../views/models.ts'

export interface AccountDeps extends PageDeps {
  readonly store: Store
  readonly clock: Clock
  readonly browser: Browser
  readonly signIns: SignIns
  readonly passwords: Passwords
  readonly secondFactors: SecondFactors
  readonly passkeys: Passkeys
  readonly audit: AuditTrail
  readonly dialects: readonly Dialect[]
  readonly settled: ReadonlyMap<string, SettledRules>
  readonly tokenLifetimeSecMax: number
}

/** Somebody who is signed in, at a page of their account. */
export interface Visit extends SignedIn {
  readonly deps: AccountDeps
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly frame: Frame
}

export type Show = (visit: Visit) => Promise<FastifyReply>
export type Answer = (visit: Visit, form: Form) => Promise<FastifyReply>

/** A page for whoever is signed in; anybody else signs in first and comes back. */
export function visited(deps: AccountDeps, show: Show) {
  return page(deps, async (request, reply) => {
    const found = await deps.browser.current(request)
    if (found === undefined) return reply.redirect(signInPath(request.url), 302)
    return show({ ...found, deps, request, reply, frame: frameOf(deps, request) })
  })
}

/** The answer to the form of the page at this very address. */
export function posted(deps: AccountDeps, answer: Answer) {
  return page(deps, async (request, reply) => {
    const form = await readForm(request)
    const here = pathOf(request.url)
    const found = await deps.browser.current(request)
    if (found === undefined) return reply.redirect(signInPath(here), 303)
    deps.browser.demandOwnForm(request, here, form.fields.csrf)
    return answer({ ...found, deps, request, reply, frame: frameOf(deps, request, here) }, form)
  })
}

/** What every page of an account needs; `done` is the sentence for what has just been done. */
export function accountModel(visit: Visit, done = ''): AccountModel {
  const { deps, request, reply, user } = visit
  const isDone = done !== '' && (request.query as Fields).done !== undefined
  return {
    userEmail: user.email,
    signOutFields: {
      csrf: deps.browser.formToken(request, reply, '/account'),
      return_to: '/account',
    },
    done: isDone ? done : undefined,
  }
}

/** Hidden inputs of a form; by default one that is sent to the address of its own page. */
export function formFields(
  { deps, request, reply }: Visit,
  action = pathOf(request.url),
): { readonly csrf: string } {
  return { csrf: deps.browser.formToken(request, reply, action) }
}

function signInPath(returnTo: string): string {
  return `/sign-in?${new URLSearchParams({ return_to: returnTo })}`
}
