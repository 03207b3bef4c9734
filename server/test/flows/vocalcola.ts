// The VocalCola dialect: a key pair, a code, a user token, and bearers put together from them.
import { type Browser, codeFrom, openBrowser, signInAndConsent } from '../browser.ts'
import type { Mint } from '../mint.ts'
import type { Answer } from '../wire.ts'

export interface KeyPair {
  readonly public_key: string
  readonly private_key: string
  readonly redirect_uri: string
  readonly scopes: readonly string[]
}

export function composite(...parts: readonly string[]): string {
  return Buffer.from(parts.join('.')).toString('base64')
}

export function consentPath(keys: KeyPair): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: keys.public_key,
    redirect_uri: keys.redirect_uri,
    scope: keys.scopes.join(' '),
  })
  return `/user/apps/authorize.php?${query}`
}

export async function holdUserCode(
  mint: Mint,
  keys: KeyPair = mint.demo.vocalcola,
  browser: Browser = openBrowser(mint, keys.redirect_uri),
): Promise<string> {
  const { user } = mint.demo.vocalcola
  return codeFrom(await signInAndConsent(mint, browser, consentPath(keys), user))
}

export function redeemUserCode(
  mint: Mint,
  code: string,
  keys: KeyPair = mint.demo.vocalcola,
): Promise<Answer> {
  const headers = { Authorization: `Bearer ${composite(keys.public_key, keys.private_key)}` }
  const json = { grant_type: 'authorization_code', code, redirect_uri: keys.redirect_uri }
  return mint.request('/v0/token/', { headers, json })
}

export async function holdUserToken(mint: Mint, keys?: KeyPair): Promise<string> {
  return (await redeemUserCode(mint, await holdUserCode(mint, keys), keys)).field('user_token')
}

export function me(mint: Mint, bearerValue: string, path = '/v0/me/'): Promise<Answer> {
  return mint.request(path, { headers: { Authorization: `Bearer ${bearerValue}` } })
}
