// Every page that people see, one line each. The walk looks for faults on all of them.
import type { Page } from 'playwright-core'
import type { Person } from '../demo.ts'
import { authorizePath } from '../flows/standard.ts'
import { consentPath } from '../flows/vocalcola.ts'
import type { Mint } from '../mint.ts'
import type { Excused } from './faults.ts'
import type { Scene } from './scene.ts'

export interface ShownPage extends Excused {
  readonly name: string
  readonly path: (scene: Scene) => string
  /** Who looks at it; somebody who is not signed in by default. */
  readonly as?: (mint: Mint) => Person
  /** What the browser prefers; English by default. */
  readonly language?: string
  /** What the page answers when it is not 200. */
  readonly status?: number
  /** What one does to see it. */
  readonly act?: (page: Page, scene: Scene) => Promise<void>
}

const user = (mint: Mint) => mint.demo.vocalcola.user

export const PAGES: readonly ShownPage[] = [
  { name: 'home', path: () => '/' },
  { name: 'sign-in', path: () => '/sign-in' },
  {
    name: 'sign-in-for-a-client',
    path: ({ mint }) => authorizePath(mint, mint.demo.standard),
  },
  { name: 'sign-in-refused', path: () => '/sign-in', status: 403, act: guessPassword },
  {
    name: 'consent',
    path: ({ mint }) => authorizePath(mint, mint.demo.standard),
    as: user,
  },
  { name: 'explanation', path: ({ mint }) => consentPath(mint.demo.vocalcola), as: user },
  { name: 'agent', path: ({ agentPath }) => agentPath, secretAddress: true },
  { name: 'agent-without-room', path: ({ idleAgentPath }) => idleAgentPath, secretAddress: true },
  { name: 'guest', path: ({ guestPath }) => guestPath, secretAddress: true },
  {
    name: 'guest-expired',
    path: ({ expiredGuestPath }) => expiredGuestPath,
    status: 410,
    secretAddress: true,
  },
  { name: 'agent-refused', path: () => '/?user=agent%40demo.localhost&token=old', status: 403 },
  { name: 'agent-frame-alone', path: () => '/embed/1/overview?theme=auto' },
  {
    name: 'agent-frame-alone-german',
    path: () => '/embed/1/result/all?theme=auto',
    language: 'de-DE',
  },
  { name: 'account', path: () => '/account', as: user },
  { name: 'agreements', path: () => '/account/agreements', as: user },
  { name: 'no-agreements', path: () => '/account/agreements', as: (mint) => mint.demo.operator },
  { name: 'take-back', path: ({ agreementPath }) => agreementPath, as: user },
  { name: 'password', path: () => '/account/password', as: user },
  {
    name: 'password-refused',
    path: () => '/account/password',
    as: user,
    status: 400,
    act: choosePoorPassword,
  },
  { name: 'sign-ins', path: () => '/account/sign-ins', as: user },
  { name: 'second-factor', path: () => '/account/second-factor', as: user },
  { name: 'passkeys', path: () => '/account/passkeys', as: user },
  { name: 'passkeys-german', path: () => '/account/passkeys', as: user, language: 'de-DE' },
  {
    name: 'second-factor-german',
    path: () => '/account/second-factor',
    as: user,
    language: 'de-DE',
  },
  { name: 'link-used-up', path: () => '/welcome?token=old', status: 410 },
  { name: 'nothing-here', path: () => '/no/such/page', status: 404 },
  {
    name: 'redirect-refused',
    path: ({ mint }) =>
      authorizePath(mint, { ...mint.demo.standard, redirect_uri: 'https://other.example/' }),
    status: 400,
  },
  // The longer words of another language.
  { name: 'home-german', path: () => '/', language: 'de-DE' },
  {
    name: 'consent-german',
    path: ({ mint }) => authorizePath(mint, mint.demo.standard),
    as: user,
    language: 'de-DE',
  },
  { name: 'account-german', path: () => '/account', as: user, language: 'de-DE' },
  { name: 'agreements-german', path: () => '/account/agreements', as: user, language: 'de-DE' },
  { name: 'sign-ins-german', path: () => '/account/sign-ins', as: user, language: 'de-DE' },
  {
    name: 'request-refused',
    path: ({ mint }) => `${mint.endpoints.authorization}?client_id=nobody`,
    status: 400,
  },
]

async function guessPassword(page: Page): Promise<void> {
  await page.locator('input[type=email]').fill('somebody@demo.localhost')
  await page.locator('input[type=password]').fill('a guess')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
}

async function choosePoorPassword(page: Page): Promise<void> {
  await page.getByLabel('Present password').fill('a guess')
  await page.getByLabel('New password').fill('12345678')
  await page.getByLabel('The same password again').fill('12345678')
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByRole('alert').waitFor()
}
