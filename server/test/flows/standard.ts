// The standard dialect: client credentials, the code flow with PKCE, refresh.
import { createHash, randomBytes } from 'node:crypto'
import { type Browser, codeFrom, openBrowser, signInAndConsent } from '../browser.ts'
import type { Mint } from '../mint.ts'
import { type Answer, basic, type Pairs } from '../wire.ts'

export interface CodeClient {
  readonly client_id: string
  readonly client_secret: string
  readonly redirect_uri: string
  readonly scopes: readonly string[]
}

export interface HeldCode {
  readonly client: CodeClient
  readonly code: string
  readonly verifier: string
}

export interface TokenPair {
  readonly access: string
  readonly refresh: string
}

export function s256(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

export function authorizePath(
  mint: Mint,
  client: CodeClient,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: client.redirect_uri,
    scope: client.scopes.join(' '),
    state: 'state-of-the-test',
    code_challenge_method: 'S256',
    code_challenge: s256('never-used-verifier-of-forty-three-characters'),
  })
  for (const [name, value] of Object.entries(more)) {
    if (value === undefined) query.delete(name)
    else query.set(name, value)
  }
  return `${mint.endpoints.authorization}?${query}`
}

/** Signs in, agrees and brings back the code with the verifier that belongs to it. */
export async function holdCode(
  mint: Mint,
  client: CodeClient = mint.demo.standard,
  browser: Browser = openBrowser(mint, client.redirect_uri),
  verifier = randomBytes(32).toString('base64url'),
): Promise<HeldCode> {
  const path = authorizePath(mint, client, { code_challenge: s256(verifier) })
  const url = await signInAndConsent(mint, browser, path, mint.demo.vocalcola.user)
  return { client, code: codeFrom(url), verifier }
}

export function requestToken(
  mint: Mint,
  form: Pairs,
  client: CodeClient = mint.demo.standard,
): Promise<Answer> {
  const headers = { Authorization: basic(client.client_id, client.client_secret) }
  return mint.request(mint.endpoints.token, { headers, form })
}

export function redeem(
  mint: Mint,
  held: HeldCode,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const form = {
    grant_type: 'authorization_code',
    code: held.code,
    redirect_uri: held.client.redirect_uri,
    code_verifier: held.verifier,
    ...more,
  }
  return requestToken(mint, form, held.client)
}

export function clientCredentials(mint: Mint, client: CodeClient = mint.demo.standard) {
  return requestToken(mint, { grant_type: 'client_credentials' }, client)
}

export function refresh(mint: Mint, token: string, client: CodeClient = mint.demo.standard) {
  return requestToken(mint, { grant_type: 'refresh_token', refresh_token: token }, client)
}

export function pairOf(answer: Answer): TokenPair {
  return { access: answer.field('access_token'), refresh: answer.field('refresh_token') }
}

/** A fresh family of tokens, by the code flow. */
export async function holdTokens(mint: Mint, browser?: Browser): Promise<TokenPair> {
  return pairOf(await redeem(mint, await holdCode(mint, mint.demo.standard, browser)))
}
