import { createHash, randomBytes } from 'node:crypto'
import { walkConsent } from '../conformance/consent.ts'
import { CONNECTIONS, load, type Source } from './load.ts'
import type { BenchServer } from './server.ts'
import { collect, listed } from './sources.ts'
import { basic, requestBytes } from './wire.ts'

/** More than connections, so that none waits for another's token. */
export const POOL_TOKENS = 64

/** Each token from a sign-in, a consent and an exchange of its own, as an integrator gets it. */
export async function standardRefreshTokens(server: BenchServer): Promise<string[]> {
  const { standard, vocalcola } = server.demo
  const exchanges: Buffer[] = []
  while (exchanges.length < POOL_TOKENS) {
    const verifier = randomBytes(32).toString('base64url')
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: standard.client_id,
      redirect_uri: standard.redirect_uri,
      scope: standard.scopes.join(' '),
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    })
    const { query: answer } = await walkConsent(server.baseUrl, {
      path: `/oauth/authorize?${query}`,
      redirect_uri: standard.redirect_uri,
      email: vocalcola.user.email,
      password: vocalcola.user.password,
      answer: 'Allow',
    })
    exchanges.push(
      requestBytes(server.host, {
        path: '/oauth/token',
        headers: { Authorization: basic(standard.client_id, standard.client_secret) },
        form: {
          grant_type: 'authorization_code',
          code: answer.code ?? '',
          redirect_uri: standard.redirect_uri,
          code_verifier: verifier,
        },
      }),
    )
  }
  return exchangeAll(server.port, exchanges)
}

/** Each token from the password grant, as its guide shows it. */
export async function envoyRefreshTokens(server: BenchServer): Promise<string[]> {
  const { envoy } = server.demo
  const request = requestBytes(server.host, {
    path: '/oauth2/token',
    headers: { Authorization: basic(envoy.client_id, envoy.client_secret) },
    multipart: {
      username: envoy.username,
      password: envoy.password,
      scope: envoy.scopes.join(','),
      grant_type: 'password',
    },
  })
  // A few at a time: more would meet the limit on guesses at one account.
  const tokens: string[] = []
  while (tokens.length < POOL_TOKENS) {
    tokens.push(...(await collect(server.port, 4, request, 'refresh_token')))
  }
  return tokens
}

export async function exchangeAll(port: number, exchanges: readonly Buffer[]): Promise<string[]> {
  const tokens: string[] = []
  const source: Source = {
    next: listed(exchanges, '').next,
    accept({ status, body }) {
      const token = /"refresh_token":"([^"]+)"/.exec(body.toString('utf8'))?.[1]
      if (token === undefined) throw new Error(`no refresh token: ${status} ${body}`)
      tokens.push(token)
    },
  }
  await load(source, { port, connections: Math.min(CONNECTIONS, exchanges.length) })
  return tokens
}
