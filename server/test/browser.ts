// A person's browser without scripts: cookies, links and plain forms. It stops at the client's
// redirect URI instead of following it, and hands that URL to the test.
import assert from 'node:assert/strict'
import type { OutgoingHttpHeaders } from 'node:http'
import type { Person } from './demo.ts'
import { type Form, fieldsOf, formsOf } from './html.ts'
import type { Mint } from './mint.ts'
import { type Answer, formText } from './wire.ts'

export interface Page extends Answer {
  readonly path: string
  /** Where the page sent the browser outside of the mint: the client's redirect URI. */
  readonly leftFor: string | undefined
}

export interface Post {
  readonly fields: readonly (readonly [string, string])[]
  readonly path: string
}

export interface Browser {
  readonly cookies: Map<string, string>
  /** Every Set-Cookie line that this browser was sent. */
  readonly cookieLines: string[]
  open(path: string): Promise<Page>
  /** Sends a form as a browser on our own page would; `headers` may replace what it adds. */
  post(post: Post, headers?: OutgoingHttpHeaders, body?: string): Promise<Page>
}

export function openBrowser(mint: Pick<Mint, 'baseUrl' | 'request'>, redirectUri: string): Browser {
  const cookies = new Map<string, string>()
  const cookieLines: string[] = []
  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const keep = (answer: Answer) => {
    for (const line of answer.headers['set-cookie'] ?? []) {
      cookieLines.push(line)
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name === undefined || value === undefined) continue
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
  }
  const follow = async (first: Answer, from: string): Promise<Page> => {
    let answer = first
    let path = from
    for (let hops = 0; hops < 10; hops += 1) {
      keep(answer)
      const location = answer.headers.location
      if (location === undefined) return { ...answer, path, leftFor: undefined }
      const target = new URL(location, mint.baseUrl + path)
      // The redirect URI may lie on the mint's own host, so it is looked for first.
      if (location.startsWith(redirectUri) || target.origin !== mint.baseUrl) {
        return { ...answer, path, leftFor: location }
      }
      path = target.pathname + target.search
      answer = await mint.request(path, { headers: { Cookie: cookieHeader() } })
    }
    assert.fail(`a loop of redirects from ${from}`)
  }
  return {
    cookies,
    cookieLines,
    open: async (path) =>
      follow(await mint.request(path, { headers: { Cookie: cookieHeader() } }), path),
    post: async ({ fields, path }, headers = {}, body = formText(fields)) => {
      const sent: OutgoingHttpHeaders = {
        Cookie: cookieHeader(),
        Origin: mint.baseUrl,
        'Sec-Fetch-Site': 'same-origin',
        'Content-Type': 'application/x-www-form-urlencoded',
        ...headers,
      }
      // A header set to undefined is left out, as by a client that never sends it.
      for (const name of Object.keys(sent)) if (sent[name] === undefined) delete sent[name]
      return follow(await mint.request(path, { method: 'POST', headers: sent, body }), path)
    },
  }
}

/** The sign-in form filled in, or undefined where the page has none. */
export function signInPost(mint: Mint, page: Page, person: Person): Post | undefined {
  const form = formsOf(page.text).find((each) => each.inputs.some((i) => i.type === 'password'))
  if (form === undefined) return undefined
  const email = form.inputs.find((input) => input.type === 'email' || /mail/i.test(input.name))
  const password = form.inputs.find((input) => input.type === 'password')
  assert.ok(email !== undefined && password !== undefined, `no sign-in fields: ${page.text}`)
  const filled = { [email.name]: person.email, [password.name]: person.password }
  return { fields: fieldsOf(form, form.buttons[0], filled), path: actionOf(mint, page, form) }
}

/** The consent form with one of its buttons pressed, or undefined where the page has none. */
export const consentPost = buttonPost

/** The form whose button says so, with it pressed and these fields filled in. */
export function buttonPost(
  mint: Mint,
  page: Page,
  label: string,
  filled: Readonly<Record<string, string>> = {},
): Post | undefined {
  for (const form of formsOf(page.text)) {
    const button = form.buttons.find((each) => each.label === label)
    if (button !== undefined) {
      return { fields: fieldsOf(form, button, filled), path: actionOf(mint, page, form) }
    }
  }
  return undefined
}

/** Signs in where asked, and presses a button on the consent page: the URL given to the client. */
export async function signInAndConsent(
  mint: Mint,
  browser: Browser,
  path: string,
  person: Person,
  label = 'Allow',
): Promise<URL> {
  let page = await browser.open(path)
  for (let step = 0; step < 4 && page.leftFor === undefined; step += 1) {
    const post = signInPost(mint, page, person) ?? consentPost(mint, page, label)
    assert.ok(post !== undefined, `${page.status}: neither sign-in nor consent: ${page.text}`)
    page = await browser.post(post)
  }
  assert.ok(page.leftFor !== undefined, `sign-in and consent lead nowhere: ${page.text}`)
  return new URL(page.leftFor)
}

export async function openConsentPage(
  mint: Mint,
  browser: Browser,
  path: string,
  person: Person,
  label = 'Allow',
) {
  const page = await browser.open(path)
  const post = signInPost(mint, page, person)
  const consent = post === undefined ? page : await browser.post(post)
  assert.ok(consentPost(mint, consent, label) !== undefined, `no consent: ${consent.text}`)
  return consent
}

export function codeFrom(url: URL): string {
  const code = url.searchParams.get('code')
  assert.ok(code !== null && code !== '', `no code in ${url}`)
  return code
}

function actionOf(mint: Mint, page: Page, form: Form): string {
  assert.equal(form.method, 'post', 'passwords and decisions never travel in a URL')
  const target = new URL(form.action, mint.baseUrl + page.path)
  assert.equal(target.origin, mint.baseUrl, 'a form of ours posts to us')
  return target.pathname + target.search
}
