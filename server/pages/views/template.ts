// Templates are strings beside the code: nothing is read from disk, and a build has nothing to
// copy. A template is compiled at its first use and kept, so a start pays for none of them.
import { Eta } from 'eta/core'
import { written } from './markup.ts'
import type { Frame } from './models.ts'
import * as pieces from './pieces.ts'

const eta = new Eta({ escapeFunction: written, autoTrim: false })

/**
 * Makes a page function of a template. In the template, `it` is the model with the shared pieces,
 * and `it.text` the words of the reader's language: a template has none of its own (a test looks).
 * Only `<%= … %>` and `<% … %>` are used: the raw form would bypass escaping (a test looks for it).
 */
export function template<Model extends object>(
  source: string,
): (frame: Frame, model: Model) => string {
  let compiled: ReturnType<typeof eta.compile> | undefined
  return ({ text }, model) => {
    compiled ??= eta.compile(source)
    const instant = (iso: string) => pieces.instant(text, iso)
    return compiled.call(eta, { ...model, ...pieces, instant, text })
  }
}
