// Asks axe-core what is wrong with a page for people who do not see it, or not as we do. It runs in
// a world of its own over the debugging protocol: the page's policy allows no script from outside,
// and is not weakened to be looked at.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface AxeOptions {
  /** Only these rules, such as the ones that a colour scheme can break. */
  readonly rules?: readonly string[]
}

/** One line per fault, the worst first; empty when there is none. */
export async function axe(page: Page, options: AxeOptions = {}): Promise<readonly string[]> {
  const protocol = await page.context().newCDPSession(page)
  try {
    const { frameTree } = await protocol.send('Page.getFrameTree')
    const { executionContextId } = await protocol.send('Page.createIsolatedWorld', {
      frameId: frameTree.frame.id,
      worldName: 'axe',
    })
    const run = {
      resultTypes: ['violations'],
      ...(options.rules && { runOnly: { type: 'rule', values: options.rules } }),
    }
    const expression = `${source};axe.run(document, ${JSON.stringify(run)}).then(${faultsOf})`
    const { result, exceptionDetails } = await protocol.send('Runtime.evaluate', {
      contextId: executionContextId,
      expression,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails !== undefined) {
      throw new Error(`axe: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`)
    }
    return Array.isArray(result.value) ? result.value.map(String) : []
  } finally {
    await protocol.detach()
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
