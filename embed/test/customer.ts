// A customer's page with the widget, under the narrowest policy that our guide asks for. What it
// does can be watched and driven from a test: `asked` holds the reasons, `told` the events.
import { type Site, siteForThisFile } from './site.ts'

/** What the guide says that a customer's page must allow, and nothing more. */
export function policyFor(mint: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${mint}`,
    `frame-src ${mint}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
}

// The page's own icon, so that the browser asks for none.
const ICON = '; img-src data:'

const SCRIPT = `
window.asked = []
window.told = []
for (const type of ['ready', 'open', 'expired', 'ended', 'error', 'resize', 'navigate']) {
  document.addEventListener('mintmark-' + type, (event) => told.push([type, event.detail]))
}
window.agent = document.querySelector('mintmark-agent')
agent.tokenProvider = window.provider = async ({ reason, signal }) => {
  asked.push(reason)
  const answer = await fetch('/token?reason=' + reason, { method: 'POST', signal })
  if (!answer.ok) throw new Error('the server of this page answered ' + answer.status)
  return answer.json()
}
`

export interface Customer {
  readonly site: Site
  /** What its server answers next, asked for a token: a text of JSON, or `undefined` for a 404. */
  answerWith(token: () => Promise<string> | string | undefined): void
}

export async function customerForThisFile(mint: () => string, inside = ''): Promise<Customer> {
  let answer: () => Promise<string> | string | undefined = () => undefined
  const page = () =>
    `<!doctype html><html lang="en"><title>A customer</title><link rel="icon" href="data:,">
    <meta name="viewport" content="width=device-width">
    <main><h1>Our desk</h1><mintmark-agent agent-id="1">${inside}</mintmark-agent></main>
    <script src="${mint()}/embed/mintmark-embed.js" defer></script>
    <script src="/page.js" defer></script>`
  const site = await siteForThisFile('customer.localhost', async (path) => {
    if (path === '/') return { type: 'text/html', body: page(), policy: policyFor(mint()) + ICON }
    if (path === '/lax') return { type: 'text/html', body: page() }
    if (path === '/page.js') return { type: 'text/javascript', body: SCRIPT }
    const token = path === '/token' ? await answer() : undefined
    return token === undefined ? undefined : { type: 'application/json', body: token }
  })
  return {
    site,
    answerWith(token) {
      answer = token
    },
  }
}
