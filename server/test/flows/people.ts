// How people sign in, with the plain forms that they see: password, second factor, invitation; and
// passkeys over the routes that the page's script asks.
import assert from 'node:assert/strict'
import { Secret, TOTP } from 'otpauth'
import { mintmark } from '../../cli/test/run-cli.ts'
import { type Assertion, type Creation, openAuthenticator } from '../authenticator.ts'
import { type Browser, openBrowser, type Page, type Post, signInPost } from '../browser.ts'
import type { Person } from '../demo.ts'
import { fieldsOf, formsOf } from '../html.ts'
import type { Mint } from '../mint.ts'
import type { Answer } from '../wire.ts'

const STEP_SEC = 30

export function browserOf(mint: Mint): Browser {
  return openBrowser(mint, mint.demo.standard.redirect_uri)
}

/** The form of a page that has a field, or a button's value, of this name; filled in. */
export function formPost(page: Page, filled: Readonly<Record<string, string>>, act?: string): Post {
  const names = Object.keys(filled)
  const form = formsOf(page.text).find(
    (each) =>
      names.every((name) => each.inputs.some((input) => input.name === name)) &&
      (act === undefined || each.buttons.some((button) => button.value === act)),
  )
  assert.ok(form !== undefined, `no form with ${names} ${act ?? ''}: ${page.text}`)
  const button = form.buttons.find(({ value }) => act === undefined || value === act)
  return { fields: fieldsOf(form, button, filled), path: form.action }
}

/** Types address and password; a second factor may still be asked for. */
export async function typePassword(
  mint: Mint,
  browser: Browser,
  person: Person,
  returnTo = '/account',
): Promise<Page> {
  const page = await browser.open(`/sign-in?${new URLSearchParams({ return_to: returnTo })}`)
  const post = signInPost(mint, page, person)
  assert.ok(post !== undefined, page.text)
  return browser.post(post)
}

export async function isSignedIn(browser: Browser): Promise<boolean> {
  return (await browser.open('/account')).path === '/account'
}

export interface SecondFactor {
  readonly secret: string
  readonly recoveryCodes: readonly string[]
}

/** Of somebody who is signed in here. */
export async function switchSecondFactorOn(
  mint: Mint,
  browser: Browser,
  { password }: Person,
): Promise<SecondFactor> {
  const off = await browser.open('/account/second-factor')
  const offer = await browser.post(formPost(off, { password }, 'begin'))
  const secret = /<code>((?:[A-Z2-7]{4} ?){8})<\/code>/.exec(offer.text)?.[1]?.replaceAll(' ', '')
  assert.ok(secret !== undefined, offer.text)
  const code = await codeOf(mint, secret)
  const shown = await browser.post(formPost(offer, { code }, 'confirm'))
  const recoveryCodes = [...shown.text.matchAll(/<code>([0-9a-z-]{19})<\/code>/g)].map(
    ([, one = '']) => one,
  )
  assert.equal(recoveryCodes.length, 10, shown.text)
  return { secret, recoveryCodes }
}

/** What an authenticator shows at the mint's own time, or some steps from it. */
export async function codeOf(mint: Mint, secret: string, steps = 0): Promise<string> {
  const { now } = (await mint.request('/_dev/clock', { json: { advance_seconds: 0 } })).json()
  const timestamp = Date.parse(String(now)) + steps * STEP_SEC * 1_000
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp })
}

/** A link by which an operator sets a new password, from the command line; its path and token. */
export async function operatorLink(mint: Mint, ...args: readonly string[]): Promise<string> {
  const { email } = mint.demo.operator
  const ran = await mintmark(['operator', 'link', '--email', email, '--json', ...args], {
    env: mint.env,
  })
  const { pathname, search } = new URL(String(ran.json().link))
  return `${pathname}${search}`
}

/** A browser of its own as it is where passkeys work: at localhost. */
export function passkeyBrowser(mint: Mint) {
  const origin = `http://localhost:${mint.port}`
  const browser = browserOf(mint)
  const authenticator = openAuthenticator(origin)
  const here = () => ({
    Cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    Host: `localhost:${mint.port}`,
  })
  const script = { Origin: origin, 'Sec-Fetch-Site': 'same-origin' }
  return {
    browser,
    authenticator,
    /** What the page at this path hides in its form for itself. */
    async token(path: string): Promise<string> {
      const page = await mint.request(path, { headers: here() })
      const own = formsOf(page.text).filter(({ action }) => action === path)
      const token = own.flatMap(({ inputs }) => inputs).find(({ name }) => name === 'csrf')?.value
      assert.ok(token !== undefined, page.text)
      return token
    },
    ask: (path: string, json: object): Promise<Answer> =>
      mint.request(path, { json, headers: { ...here(), ...script } }),
  }
}

export type PasskeyBrowser = ReturnType<typeof passkeyBrowser>

/** Signs in with the password, where nobody is, and adds a passkey. */
export async function addPasskey(mint: Mint, one: PasskeyBrowser, person: Person) {
  if (!(await isSignedIn(one.browser))) await typePassword(mint, one.browser, person)
  const csrf = await one.token('/account/passkeys')
  const options = await one.ask('/account/passkeys/options', { csrf, password: person.password })
  assert.equal(options.status, 200, options.text)
  const answer = one.authenticator.make(options.json() as unknown as Creation)
  const made = await one.ask('/account/passkeys/made', { csrf, name: 'A test', answer })
  assert.equal(made.status, 200, made.text)
}

/** What the authenticator signs for a sign-in that this browser has just begun. */
export async function signChallenge(one: PasskeyBrowser) {
  const csrf = await one.token('/sign-in')
  const options = await one.ask('/sign-in/passkey/options', { csrf })
  assert.equal(options.status, 200, options.text)
  return { csrf, answer: one.authenticator.sign(options.json() as unknown as Assertion) }
}
