// What is worth showing, one line each, in the order of the page that shows it.
import type { Page } from 'playwright-core'
import { untilShown } from '../../server/test/chromium/console.ts'
import { addressOf } from '../../server/test/chromium/console-routes.ts'
import { PAGES } from '../../server/test/chromium/pages.ts'
import type { Scene } from '../../server/test/chromium/scene.ts'
import type { Person } from '../../server/test/demo.ts'
import type { Facts } from './facts.ts'

/** Size and scheme, as in `phone-dark`. */
export type Look = 'desktop-light' | 'desktop-dark' | 'phone-light' | 'phone-dark'

export interface Shot {
  /** Of its files. */
  readonly name: string
  readonly title: string
  readonly looks: readonly Look[]
  address(scene: Scene): Promise<string>
  readonly as?: (scene: Scene) => Person
  /** What one does before it looks like this. */
  act?(page: Page, facts: Facts): Promise<void>
}

export interface Part {
  readonly title: string
  readonly words: string
  readonly shots: readonly Shot[]
}

const ONE: readonly Look[] = ['desktop-light']
const TWO: readonly Look[] = ['desktop-light', 'phone-dark']
const ALL: readonly Look[] = ['desktop-light', 'desktop-dark', 'phone-light', 'phone-dark']

export const PARTS: readonly Part[] = [
  {
    title: 'The console',
    words: 'What operators, administrators and developers see at `/console`.',
    shots: [
      ofConsole('/', 'Overview', ALL),
      ofConsole('/api-credentials', 'API Credentials', ALL),
      ofConsole('/api-credentials/new', 'Create API Credentials', ONE),
      ofConsole('/api-credentials/$id', 'A credential while it is rotated', TWO, rotating),
      ofConsole('/integrations/$id', 'An integration', ONE),
      ofConsole('/apps/$id', 'An App', ONE),
      ofConsole('/api-keys', 'API Keys', ONE),
      ofConsole('/employees', 'Employees', TWO),
      ofConsole('/employees/$id', 'An employee', ONE),
      ofConsole('/agents', 'Agents', ONE),
      ofConsole('/agents/$id', 'An agent: lease, open frames, what it did', TWO),
      ofConsole('/rooms', 'Rooms', ONE),
      ofConsole('/rooms/$id', 'A room and who is in it', ONE),
      ofConsole('/texts', 'Texts', TWO),
      ofConsole('/plans/$id', 'A plan and its guests', ONE),
      ofConsole('/token-inspector', 'The token inspector', TWO, inspect),
      ofConsole('/audit-log', 'The audit log', TWO),
      ofConsole('/locations', 'Locations', ONE),
      ofConsole('/apis', 'The gateway: what it protects', TWO),
      ofConsole('/apis/$name', 'An API: its routes, and a request that is tried', ONE, tryRequest),
      ofConsole('/scopes', 'Scopes and APIs', ONE),
      ofConsole('/styles', 'Styles', ONE),
      ofConsole('/styles/$name', 'A style: switch, lifetimes, endpoints', ONE),
      ofConsole('/signing-keys', 'Signing keys', TWO),
      ofConsole('/regions', 'Regions', ONE),
      ofConsole('/blocks', 'Who is blocked for guessing', ONE),
      ofConsole('/organizations/$id', 'An organization', ONE),
      ofConsole('/management-keys', 'Management keys', ONE),
      ofConsole('/management-keys/new', 'Create a management key', ONE),
    ],
  },
  {
    title: 'What people see',
    words: 'Sign-in, consent and everybody’s own account, none of which needs a script; and calls.',
    shots: [
      ofPages('sign-in', 'Sign in', ALL),
      ofPages('sign-in-for-a-client', 'Sign in for an application', ONE),
      ofPages('explanation', 'What an application asks for', ALL),
      ofPages('consent-german', 'The same in German', ['phone-light']),
      ofPages('agreements', 'What one has agreed to', TWO),
      ofPages('take-back', 'Taking it back', ONE),
      ofPages('account', 'One’s own account', TWO),
      ofPages('password', 'Changing the password', ONE),
      ofPages('sign-ins', 'Where one is signed in', ONE),
      ofPages('guest', 'A guest before a call', ['phone-light']),
      ofPages('agent', 'An agent before a call', ONE),
      { ...ofPages('agent', 'A call', TWO), name: 'call', act: join },
      ofPages('agent-without-room', 'An agent opens a room', ONE),
      ofPages('guest-expired', 'A link that has expired', ['phone-dark']),
      ofPages('request-refused', 'A link that is not right', ONE),
    ],
  },
]

async function join(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByText('Waiting for your guest').waitFor()
}

async function rotating(page: Page): Promise<void> {
  await page.goto('/console/api-credentials?q=Wallboard')
  await untilShown(page)
  await page
    .getByRole('link', { name: /^Wallboard/ })
    .first()
    .click()
  await page.getByText('A rotation is under way').waitFor()
  await untilShown(page)
}

async function tryRequest(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Address' }).fill('https://api.example.com/orders/7')
  await page.getByRole('button', { name: 'Try', exact: true }).click()
  await page.getByText('Refused with 401').waitFor()
  await page.evaluate('scrollTo(0, 0)')
}

async function inspect(page: Page, { token }: Facts): Promise<void> {
  await page.getByLabel('Token, key or secret').fill(token)
  await page.getByRole('button', { name: 'Inspect', exact: true }).click()
  await page.getByRole('heading', { name: /: it is good$/ }).waitFor()
}

function ofConsole(route: string, title: string, looks: readonly Look[], act?: Shot['act']): Shot {
  const words = route
    .replace(/\$\w+/, 'one')
    .split('/')
    .filter((word) => word !== '')
  return {
    name: ['console', ...(words.length === 0 ? ['overview'] : words)].join('-'),
    title,
    looks,
    as: ({ mint }) => mint.demo.operator,
    address: ({ mint }) => addressOf(mint, route),
    act,
  }
}

/** One of the pages that the walk of the tests goes through. */
function ofPages(name: string, title: string, looks: readonly Look[]): Shot {
  const found = PAGES.find((page) => page.name === name)
  if (found === undefined) throw new Error(`There is no page ${name} in pages.ts.`)
  const { as, path } = found
  return {
    name,
    title,
    looks,
    address: async (scene) => path(scene),
    ...(as && { as: ({ mint }: Scene) => as(mint) }),
  }
}
