// What a person does at the pages of their own account.
import assert from 'node:assert/strict'
import {
  type Browser,
  buttonPost,
  openBrowser,
  type Page,
  type Post,
  signInPost,
} from '../browser.ts'
import type { Person } from '../demo.ts'
import type { Mint } from '../mint.ts'
import { manage } from './admin.ts'

export const AGREEMENTS = '/account/agreements'

/** A browser in which the person is signed in. */
export async function browserOf(mint: Mint, person: Person): Promise<Browser> {
  const browser = openBrowser(mint, mint.demo.standard.redirect_uri)
  const post = signInPost(mint, await browser.open('/account'), person)
  assert.ok(post !== undefined, 'whoever is not signed in is asked to')
  const page = await browser.post(post)
  assert.equal(page.path, '/account', page.text)
  return browser
}

/** Somebody new in the demo's own organization. */
export async function newPerson(mint: Mint, name = 'Somebody New'): Promise<Person> {
  const email = `p${Math.random().toString(36).slice(2)}@demo.localhost`
  const person = { email, password: 'a few words for one test' }
  const answer = await manage(mint, '/users', { json: { ...person, name, roles: [] } })
  assert.equal(answer.status, 201, answer.text)
  return person
}

/** The form of the page that asks once more, as its button sends it. */
export async function takeBackPost(mint: Mint, browser: Browser, clientId: string): Promise<Post> {
  return pressed(mint, await browser.open(`${AGREEMENTS}/${clientId}`), 'Take it back')
}

export async function takeBack(mint: Mint, browser: Browser, clientId: string): Promise<Page> {
  const page = await browser.post(await takeBackPost(mint, browser, clientId))
  assert.equal(page.status, 200, page.text)
  return page
}

export function pressed(mint: Mint, page: Page, label: string): Post {
  const post = buttonPost(mint, page, label)
  assert.ok(post !== undefined, `${page.path} has no button ${label}: ${page.text}`)
  return post
}
