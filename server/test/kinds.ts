// One credential of every kind that the mint hands out, for tests that try each of them in a place
// that is not its own. `value` is there to be misused; `fresh` is for the place where it belongs,
// since codes and refresh tokens are spent by their use.
import { openBrowser, openConsentPage } from './browser.ts'
import { createClient } from './flows/admin.ts'
import { envoyPassword, holdEnvoyCode } from './flows/envoy.ts'
import { authorizePath, holdCode, holdTokens } from './flows/standard.ts'
import { eightByEight, vocera, vonage } from './flows/vendors.ts'
import { composite, holdUserCode, holdUserToken } from './flows/vocalcola.ts'
import type { Mint } from './mint.ts'

/** The verifier of every code that is made here, so that a door can redeem it. */
export const kindVerifier = 'the-verifier-of-every-code-that-the-kinds-hold'

export interface Kind {
  readonly value: string
  fresh(): Promise<string>
}

export async function kindsOf(mint: Mint): Promise<Readonly<Record<string, Kind>>> {
  const { demo } = mint
  const keys = demo.vocalcola
  const browser = openBrowser(mint, demo.standard.redirect_uri)
  const userBrowser = openBrowser(mint, keys.redirect_uri)
  const envoyBrowser = openBrowser(mint, demo.envoy.redirect_uri)
  const makers: Readonly<Record<string, () => Promise<string>>> = {
    'standard client secret': async () => demo.standard.client_secret,
    'standard code': async () => (await holdCode(mint, demo.standard, browser, kindVerifier)).code,
    'standard access token': async () => (await holdTokens(mint, browser)).access,
    'standard refresh token': async () => (await holdTokens(mint, browser)).refresh,
    'Vonage client secret': async () => demo.vonage.client_secret,
    'Vonage access token': async () => (await vonage(mint)).field('access_token'),
    'Envoy client secret': async () => demo.envoy.client_secret,
    'Envoy API key': async () => demo.envoy.client_api_key,
    'Envoy password': async () => demo.envoy.password,
    'Envoy code': () => holdEnvoyCode(mint, envoyBrowser),
    'Envoy access token': async () => (await envoyPassword(mint)).field('access_token'),
    'Envoy refresh token': async () => (await envoyPassword(mint)).field('refresh_token'),
    'VocalCola private key': async () => keys.private_key,
    'VocalCola code': () => holdUserCode(mint, keys, userBrowser),
    'user token': () => holdUserToken(mint),
    'plan key': async () => keys.plan_key,
    'composite bearer': async () =>
      composite(keys.public_key, keys.private_key, await holdUserToken(mint)),
    'user password': async () => keys.user.password,
    'session cookie': () => sessionCookie(mint),
    'Vocera API key': async () => demo.vocera.api_key,
    'embed access token': async () => (await vocera(mint)).field('access'),
    'embed refresh token': async () => (await vocera(mint)).field('refresh'),
    '8x8 API key': async () => demo.eight_by_eight.api_key,
    '8x8 token': async () => (await eightByEight(mint)).field('auth_token'),
    'management key': async () => demo.management_key,
  }
  const kinds: Record<string, Kind> = {}
  // One after the other: a browser that signs in twice at once mixes up its own cookies.
  for (const [name, fresh] of Object.entries(makers)) kinds[name] = { value: await fresh(), fresh }
  return kinds
}

/** Signed in, but with consent not yet given: the cookie that carries a person's sign-in. */
async function sessionCookie(mint: Mint): Promise<string> {
  const { redirect_uri, scopes } = mint.demo.standard
  const request = { dialect: 'standard', scopes, redirect_uris: [redirect_uri] }
  const client = { ...(await createClient(mint, request)), redirect_uri, scopes }
  const browser = openBrowser(mint, redirect_uri)
  await openConsentPage(mint, browser, authorizePath(mint, client), mint.demo.vocalcola.user)
  const longest = [...browser.cookies.values()].sort((a, b) => b.length - a.length)[0]
  return longest ?? ''
}
