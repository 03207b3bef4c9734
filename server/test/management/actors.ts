// Who asks the management API: a key, or a person through the cookie that the pages gave.
import assert from 'node:assert/strict'
import { openBrowser, signInPost } from '../browser.ts'
import type { Person } from '../demo.ts'
import { manage } from '../flows/admin.ts'
import type { Mint } from '../mint.ts'
import type { Answer, Init } from '../wire.ts'

export interface Asker {
  readonly name: string
  /** `path` is whole: `/admin/v1/clients`. */
  ask(path: string, init?: Init): Promise<Answer>
}

export interface PersonAsker extends Asker {
  readonly cookie: string
  readonly csrfToken: string
}

export function keyAsker(mint: Mint, name: string, key: string): Asker {
  return {
    name,
    ask: (path, init = {}) =>
      mint.request(path, {
        ...init,
        headers: { ...init.headers, Authorization: `Bearer ${key}` },
      }),
  }
}

/** A key with these permissions, of one organization or of the whole platform. */
export async function newKey(
  mint: Mint,
  permissions: readonly string[],
  organization_id?: number,
): Promise<string> {
  const json = { name: 'Made for a test', permissions, organization_id }
  const answer = await manage(mint, '/management-keys', { json })
  assert.equal(answer.status, 201, answer.text)
  return answer.field('management_key')
}

/** Sends what the console sends: the cookie, and the token that only our own pages can read. */
export async function personAsker(mint: Mint, name: string, who: Person): Promise<PersonAsker> {
  const browser = openBrowser(mint, 'http://nowhere.example/')
  const form = signInPost(mint, await browser.open('/sign-in'), who)
  assert.ok(form !== undefined, 'the sign-in page has a form')
  await browser.post(form)
  const cookieNow = () => [...browser.cookies].map((pair) => pair.join('=')).join('; ')
  const me = await browser.open('/admin/v1/me')
  assert.equal(me.status, 200, me.text)
  const cookie = cookieNow()
  const csrfToken = me.field('csrf_token')
  return {
    name,
    cookie,
    csrfToken,
    ask: (path, init = {}) =>
      mint.request(path, {
        ...init,
        headers: {
          Cookie: cookie,
          Origin: mint.baseUrl,
          'Sec-Fetch-Site': 'same-origin',
          'X-CSRF-Token': csrfToken,
          ...init.headers,
        },
      }),
  }
}
