import assert from 'node:assert/strict'
import { type Browser, consentPost, openBrowser, signInPost } from '../browser.ts'
import { authorizePath } from '../flows/standard.ts'
import type { Mint } from '../mint.ts'
import { bySuccess, type Doors } from './door.ts'

export function peopleDoors(mint: Mint): Doors {
  const { standard, vocalcola } = mint.demo
  return {
    'password of the sign-in page': async (value) => {
      const browser = openBrowser(mint, standard.redirect_uri)
      const page = await browser.open(authorizePath(mint, standard))
      const post = signInPost(mint, page, { email: vocalcola.user.email, password: value })
      assert.ok(post !== undefined, page.text)
      const answer = await browser.post(post)
      const consent = consentPost(mint, answer, 'Allow') !== undefined
      return { opened: consent || answer.leftFor !== undefined, answer }
    },
    'cookie at the consent page': async (value) => {
      const browser = await withCookies(mint, value)
      const answer = await browser.open(authorizePath(mint, standard))
      const consent = consentPost(mint, answer, 'Allow') !== undefined
      return { opened: consent || answer.leftFor !== undefined, answer }
    },
    'cookie at the management API': bySuccess(async (value) =>
      (await withCookies(mint, value)).open('/admin/v1/clients'),
    ),
  }
}

/** A browser that holds the text under every cookie name that the mint itself uses. */
async function withCookies(mint: Mint, value: string): Promise<Browser> {
  const { standard, vocalcola } = mint.demo
  const browser = openBrowser(mint, standard.redirect_uri)
  const page = await browser.open(authorizePath(mint, standard))
  const post = signInPost(mint, page, vocalcola.user)
  assert.ok(post !== undefined, page.text)
  await browser.post(post)
  assert.ok(browser.cookies.size > 0)
  const written = /^[\w!#$%&'*+\-.^`|~:=/]+$/.test(value) ? value : encodeURIComponent(value)
  for (const name of browser.cookies.keys()) browser.cookies.set(name, written)
  return browser
}
