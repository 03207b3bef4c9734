// `@mintmark/embed`: the element's class and its types. Importing it changes nothing; `register`
// beside it, or `defineMintmarkAgent`, makes `<mintmark-agent>` known to the document.
import { MintmarkAgent } from './element.ts'
import type { VisitEvents } from './visit.ts'

export type { Theme } from './messages.ts'
export type { TokenAsk, TokenProvider, TokenReason } from './token.ts'
export { MintmarkAgent }

/** What `detail` holds, by the event's name. */
export type MintmarkEvents = {
  [Type in keyof VisitEvents as `mintmark-${Type}`]: CustomEvent<VisitEvents[Type]>
}

/** Once for each name; without a document it does nothing. */
export function defineMintmarkAgent(name = 'mintmark-agent'): void {
  const elements = globalThis.customElements
  if (elements !== undefined && elements.get(name) === undefined) {
    elements.define(
      name,
      name === 'mintmark-agent' ? MintmarkAgent : class extends MintmarkAgent {},
    )
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'mintmark-agent': MintmarkAgent
  }
  interface HTMLElementEventMap extends MintmarkEvents {}
}
