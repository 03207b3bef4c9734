import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import { acceptedBy } from './accepted-by.ts'
import type { Actor } from './authority.ts'
import type { AdminDeps } from './deps.ts'
import { explainRequest } from './explain-request.ts'
import { explainToken } from './explain-token.ts'
import { findRevocable } from './find-revocable.ts'
import { bareToken, type Identified, identify } from './identify.ts'
import { refuse } from './invalid-request.ts'
import { asToldTo, NOT_OWN } from './own-tokens.ts'
import { ENDINGS, endingsOf } from './preview-revocation.ts'
import { count } from './record.ts'
import { revokeToken } from './revoke-token.ts'
import { route } from './route.ts'
import {
  CREDENTIAL_PREFIX,
  instant,
  MANAGEMENT_KEY_PREFIX,
  publicNumber,
  timeOrNull,
} from './values.ts'

const TOKEN_CHARACTERS_MAX = 16_384

const token = z.string().min(1).max(TOKEN_CHARACTERS_MAX).describe('Never logged or answered')
const checkSchema = z.object({ words: z.string(), passed: z.boolean() })

const factFields = {
  kind: z.string().describe('What it is, or `unknown`'),
  dialect: z.string().nullable(),
  client_id: z.string().nullable(),
  credential_id: z.string().nullable(),
  user_id: z.string().nullable(),
  agent_id: z.int().nullable(),
  scopes: z.array(z.string()),
  issued_at: instant.nullable(),
  expires_at: instant.nullable().describe('`null` where it has no end'),
}

const explanationSchema = z
  .object({
    ...factFields,
    alive: z.boolean(),
    checks: z.array(checkSchema),
    accepted_by: z
      .array(
        z.object({
          route: z.string(),
          method: z.string(),
          path: z.string(),
          dialect: z.string().nullable(),
        }),
      )
      .describe('What would take it, as it was pasted'),
    request: z
      .object({
        route: z.string().nullable(),
        dialect: z.string().nullable(),
        presented_in: z.string().nullable(),
        accepted: z.boolean(),
        status: z.int().nullable(),
        checks: z.array(checkSchema),
      })
      .nullable(),
  })
  .meta({ id: 'Explanation' })

export type ExplanationAnswer = z.output<typeof explanationSchema>

const previewSchema = z
  .object({
    kind: z.string().describe('What it is, or `unknown`'),
    revocable: z.boolean(),
    ends: z.array(
      z.object({
        what: z.enum(ENDINGS),
        count: z.int().nullable().describe('`null` where nobody can know it'),
        words: z.string(),
      }),
    ),
  })
  .meta({ id: 'RevocationPreview' })

export type RevocationPreviewAnswer = z.output<typeof previewSchema>

/** Any token or secret that this mint ever handed out: what it is, whether it lives, its end. */
export const tokenRoutes = [
  route({
    method: 'POST',
    path: '/tokens/introspect',
    name: 'tokens.introspect',
    summary: 'What a live token stands for, whosever it is',
    permission: 'tokens:read',
    status: 200,
    body: z.strictObject({ token }),
    answer: z.object({ active: z.boolean(), ...factFields }).meta({ id: 'Introspection' }),
    async run({ body, actor }, deps) {
      const text = bareToken(body.token)
      const { facts, isAlive } = await explain(deps, identify(deps.dialects, text), text, actor)
      count(deps, actor, 'tokens.introspect', isAlive ? 'granted' : 'unknown_token')
      return { active: isAlive, ...describe(isAlive ? facts : { kind: 'unknown' }) }
    },
  }),
  route({
    method: 'POST',
    path: '/tokens/revoke',
    name: 'tokens.revoke',
    summary: 'End a token with its family, or a secret with everything issued against it',
    status: 200,
    body: z.strictObject({ token }),
    answer: z
      .object({
        revoked: z.boolean().describe('Whether there was something alive to end'),
        kind: z.string().nullable(),
      })
      .meta({ id: 'Revocation' }),
    async run({ body, actor }, deps) {
      const kind = await revokeToken(deps, bareToken(body.token), actor)
      if (kind === undefined) count(deps, actor, 'tokens.revoke', 'unknown_token')
      return { revoked: kind !== undefined, kind: kind ?? null }
    },
  }),
  route({
    method: 'POST',
    path: '/tokens/preview-revocation',
    name: 'tokens.preview-revocation',
    summary: 'What would end with it, without ending anything',
    permission: 'tokens:read',
    status: 200,
    body: z.strictObject({ token }),
    answer: previewSchema,
    async run({ body, actor }, deps) {
      const text = bareToken(body.token)
      const found = await findRevocable(deps, text, actor)
      count(deps, actor, 'tokens.preview-revocation', found ? 'granted' : 'unknown_token')
      if (found === undefined) return { kind: 'unknown', revocable: false, ends: [] }
      const isOver = 'credential' in found && found.credential.revokedAt !== undefined
      const ends = isOver ? [] : await endingsOf(deps, found)
      return {
        kind: 'credential' in found ? found.credential.kind : found.token.kind,
        revocable: !isOver,
        ends: ends.map((one) => ({ ...one, count: one.count ?? null })),
      }
    },
  }),
  route({
    method: 'POST',
    path: '/tokens/explain',
    name: 'tokens.explain',
    summary: 'Check by check: is it alive, and would this request with it be let in?',
    permission: 'tokens:read',
    status: 200,
    body: z.strictObject({
      token,
      method: z
        .string()
        .regex(/^[A-Za-z]{1,10}$/, { message: 'It must be an HTTP method' })
        .optional(),
      path: z
        .string()
        .max(2_000)
        .regex(/^\//, { message: 'It must begin with a slash' })
        .optional(),
      host: z.string().max(255).optional(),
    }),
    answer: explanationSchema,
    async run({ body, actor }, deps) {
      const { method = 'GET', path, host = '' } = body
      if (path === undefined && (body.method ?? body.host) !== undefined) {
        throw refuse('path', 'It must be there to explain a request.')
      }
      const text = bareToken(body.token)
      const identified = identify(deps.dialects, text)
      const explained = await explain(deps, identified, text, actor)
      count(deps, actor, 'tokens.explain', explained.isAlive ? 'granted' : 'unknown_token')
      const line = path && {
        method: method.toUpperCase(),
        path: path.split('?', 1)[0] ?? path,
        host: host.toLowerCase(),
      }
      // Whether a foreign token opens a door is no more told than what it is.
      const isTold = explained !== NOT_OWN
      const request =
        line && isTold && (await explainRequest(deps, line, explained, text, actor.ip))
      return {
        ...describe(explained.facts),
        alive: explained.isAlive,
        checks: explained.checks.map(plain),
        accepted_by: acceptedBy(deps, identified, explained).map((one) => ({
          ...one,
          dialect: one.dialect ?? null,
        })),
        request: request
          ? {
              route: request.route ?? null,
              dialect: request.dialect ?? null,
              presented_in: request.presentedIn ?? null,
              accepted: request.isAccepted,
              status: request.status ?? null,
              checks: request.checks.map(plain),
            }
          : null,
      }
    },
  }),
]

async function explain(deps: AdminDeps, identified: Identified, text: string, actor: Actor) {
  const explained = await explainToken(deps, identified, text, actor.ip)
  return asToldTo(deps, actor, identified, explained)
}

type Facts = Awaited<ReturnType<typeof explainToken>>['facts']

function describe(facts: Facts) {
  const { credentialId, issuedAt } = facts
  const prefix = facts.kind === 'management_key' ? MANAGEMENT_KEY_PREFIX : CREDENTIAL_PREFIX
  return {
    kind: facts.kind,
    dialect: facts.dialect ?? null,
    client_id: facts.clientId ?? null,
    credential_id: credentialId === undefined ? null : publicNumber(prefix, credentialId),
    user_id: facts.subjectId ?? null,
    agent_id: facts.agentId ?? null,
    scopes: [...(facts.scope ?? [])],
    issued_at: issuedAt === undefined ? null : isoTime(issuedAt),
    expires_at: timeOrNull(facts.expiresAt),
  }
}

/** What the checks proved stays inside: it holds whole records. */
function plain({ words, passed }: z.output<typeof checkSchema>) {
  return { words, passed }
}
