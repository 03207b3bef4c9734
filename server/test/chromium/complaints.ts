// What a page must not do, whatever a test is about: an error on the console, a script that throws,
// a violation of its own policy, a dialog, a request to another host. All of it is collected, and
// the test fails with the list.
import type { BrowserContext, Request } from 'playwright-core'

export interface Allowed {
  /** Complaints that this test is about; an answer of 403 complains as well. */
  readonly complaints?: readonly RegExp[]
  /** Origins besides the mint's own, such as one that frames it. */
  readonly origins?: readonly string[]
}

/** Named so that a page cannot have it by accident. */
const BINDING = '__mintmarkPolicyViolated'

const LISTENER = `document.addEventListener('securitypolicyviolation', (event) => {
  const { effectiveDirective, blockedURI, sample, sourceFile, lineNumber } = event
  ${BINDING}([effectiveDirective, blockedURI, sample, sourceFile, lineNumber].join(' '))
})`

/** Local by nature: no request leaves the machine for them. */
const WITHOUT_HOST = /^(data|blob|about|chrome-error):/

export async function collectComplaints(
  context: BrowserContext,
  baseUrl: string,
  allowed: Allowed,
): Promise<readonly string[]> {
  const complaints: string[] = []
  const origins = [new URL(baseUrl).origin, ...(allowed.origins ?? [])]
  const complain = (words: string) => {
    if (allowed.complaints?.some((pattern) => pattern.test(words)) !== true) complaints.push(words)
  }
  context.on('console', (message) => {
    if (message.type() === 'error') complain(`console: ${message.text()} ${message.location().url}`)
  })
  context.on('weberror', (error) => complain(`script: ${error.error().message}`))
  context.on('dialog', (dialog) => {
    complain(`dialog: ${dialog.type()} ${dialog.message()}`)
    // It may be gone with its page.
    dialog.dismiss().catch(() => {})
  })
  context.on('request', (request) => {
    const url = request.url()
    if (!WITHOUT_HOST.test(url) && !origins.includes(new URL(url).origin)) {
      complain(`request to another host: ${url} from ${pageOf(request)}`)
    }
  })
  await context.exposeBinding(BINDING, ({ frame }, words: string) => {
    complain(`policy: ${words} at ${frame.url()}`)
  })
  await context.addInitScript({ content: LISTENER })
  return complaints
}

function pageOf(request: Request): string {
  try {
    return request.frame().url()
  } catch {
    // The request came before its frame, or after it.
    return 'a page that is gone'
  }
}
