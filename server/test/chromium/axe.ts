// Asks axe-core what is wrong with a page for people who do not see it, or not as we do. It runs in
// a world of its own over the debugging protocol: the page's policy allows no script from outside,
// and is not weakened to be looked at.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface AxeOptions {
  /** A part of the address of the frame to look into, which must be of the same site. */
  readonly within?: string
}

/** Looks at a page as often as it is asked to: the library is read once. */
export interface Axe {
  /** One line per fault, the worst first; empty when there is none. */
  look(): Promise<readonly string[]>
  close(): Promise<void>
}

export async function axe(page: Page, options: AxeOptions = {}): Promise<readonly string[]> {
  const eye = await openAxe(page, options.within)
  return eye.look().finally(eye.close)
}

/** Good until the page goes somewhere else. */
export async function openAxe(page: Page, within?: string): Promise<Axe> {
  const protocol = await page.context().newCDPSession(page)
  const { frameTree } = await protocol.send('Page.getFrameTree')
  const inner = frameTree.childFrames?.find(({ frame }) => frame.url.includes(within ?? ' '))
  if (within !== undefined && inner === undefined) throw new Error(`no frame shows ${within}`)
  const { executionContextId } = await protocol.send('Page.createIsolatedWorld', {
    frameId: (inner ?? frameTree).frame.id,
    worldName: 'axe',
  })
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = await protocol.send('Runtime.evaluate', {
      contextId: executionContextId,
      expression,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails !== undefined) {
      throw new Error(`axe: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`)
    }
    return result.value
  }
  // The world of that name outlives a turn within the page.
  if ((await evaluate('typeof axe')) === 'undefined') await evaluate(`${source};undefined`)
  return {
    async look() {
      const run = "{ resultTypes: ['violations'] }"
      const found = await evaluate(`axe.run(document, ${run}).then(${faultsOf})`)
      return Array.isArray(found) ? found.map(String) : []
    },
    close: () => protocol.detach(),
  }
}

interface Found {
  readonly violations: readonly {
    readonly id: string
    readonly impact: string
    readonly help: string
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
  }[]
}

/** Sent to the page as text: it must stand alone. */
function faultsOf({ violations }: Found): readonly string[] {
  const weights = ['minor', 'moderate', 'serious', 'critical']
  return [...violations]
    .sort((a, b) => weights.indexOf(b.impact) - weights.indexOf(a.impact))
    .flatMap(({ id, impact, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => {
        const why = failureSummary.replace(/\s+/g, ' ')
        return `${impact} ${id}: ${help}: ${html.slice(0, 200)} (${why.slice(0, 300)})`
      }),
    )
}
