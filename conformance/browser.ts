import { formBody } from './body.ts'
import type { HtmlButton, HtmlForm } from './html.ts'
import { type Answer, exchange } from './http.ts'

/**
 * A browser without scripts: it keeps cookies, follows redirects within the server and submits
 * forms. It stops at a redirect to the client, which is what the flow is about.
 */
export interface Browser {
  open(target: string): Promise<Page>
  submit(page: Page, form: HtmlForm, fields: Fields, pressed: HtmlButton): Promise<Page>
}

export interface Page {
  readonly url: URL
  readonly answer: Answer
  /**
   * Where the server sent us when that is the client's redirect URI; `answer` then is the redirect.
   */
  readonly landed?: string
}

type Fields = Readonly<Record<string, string>>

const REDIRECTS_MAX = 10

export function openBrowser(baseUrl: URL, redirectUri: string): Browser {
  const cookies = new Map<string, string>()

  async function follow(start: URL, startBody?: Buffer): Promise<Page> {
    let url = start
    let body = startBody
    for (let hop = 0; hop < REDIRECTS_MAX; hop++) {
      const answer = await send(url, body)
      const location = answer.headers.location
      const redirects = answer.status >= 300 && answer.status <= 399
      if (location === undefined || !redirects) return { url, answer }
      if (location.startsWith(redirectUri)) return { url, answer, landed: location }
      url = new URL(location, url)
      if (url.host !== baseUrl.host) {
        throw new Error(`the server redirects to a stranger: ${location}`)
      }
      body = undefined
    }
    throw new Error(`more than ${REDIRECTS_MAX} redirects, the last to ${url.pathname}`)
  }

  async function send(url: URL, body: Buffer | undefined): Promise<Answer> {
    const answer = await exchange(baseUrl, {
      method: body === undefined ? 'GET' : 'POST',
      target: url.pathname + url.search,
      host: url.host,
      headers: { Accept: 'text/html', ...cookieHeader(cookies), ...postHeaders(url, body) },
      body,
    })
    for (const line of answer.cookies) keepCookie(cookies, line)
    return answer
  }

  return {
    open: (target) => follow(new URL(baseUrl.origin + target)),
    submit(page, form, fields, pressed) {
      const url = new URL(form.action === '' ? page.url : form.action, page.url)
      const named = pressed.name === '' ? {} : { [pressed.name]: pressed.value }
      const { bytes } = formBody({ ...fields, ...named })
      if (form.method === 'POST') return follow(url, bytes)
      url.search = bytes.toString()
      return follow(url)
    },
  }
}

function cookieHeader(cookies: ReadonlyMap<string, string>): Fields {
  if (cookies.size === 0) return {}
  return { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
}

/** A browser names the page's origin with each POST, and servers check it against forgery. */
function postHeaders(url: URL, body: Buffer | undefined): Fields {
  if (body === undefined) return {}
  return {
    Origin: url.origin,
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': String(body.length),
  }
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';')
  const cut = pair.indexOf('=')
  const name = pair.slice(0, cut).trim()
  const value = pair.slice(cut + 1).trim()
  if (value === '' || /;\s*max-age=0\b/i.test(line)) cookies.delete(name)
  else cookies.set(name, value)
}
