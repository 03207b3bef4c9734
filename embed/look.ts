// What stands in the element's shadow: two slots and the frame. Made node by node and styled by a
// sheet of its own, so that the strictest policy of the page around it (no inline style, trusted
// types) has nothing to object to.

export type State = 'loading' | 'open' | 'ended' | 'error'

export interface Look {
  show(state: State): void
  /** As tall as its content, in CSS pixels; the next document begins with the same. */
  setHeight(px: number): void
  /** Opens a document in a new frame, in the place of the one before. */
  frame(url: URL): HTMLIFrameElement
  clear(): void
}

/** It may run its scripts and open windows; it cannot take the page around it elsewhere. */
const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-downloads allow-popups ' +
  'allow-popups-to-escape-sandbox'

const STYLES = `
:host{display:block}
:host([hidden]),[hidden]{display:none!important}
div{display:grid}
div>*{grid-area:1/1}
iframe{width:100%;height:var(--content,20rem);border:0}
.loading iframe{visibility:hidden}
.error iframe{display:none}
p{margin:1em}
button{font:inherit}
`

export function lookIn(host: HTMLElement, retry: () => void): Look {
  const root = host.attachShadow({ mode: 'open', delegatesFocus: true })
  const internals = host.attachInternals()
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLES)
  root.adoptedStyleSheets = [sheet]
  const button = make('button', { type: 'button', part: 'retry', textContent: 'Try again' })
  button.addEventListener('click', retry)
  const loading = slot('loading', 'status', 'Loading…')
  const error = slot('error', 'alert', 'This cannot be shown at the moment. ')
  error.lastElementChild?.append(button)
  const box = make('div', { part: 'base' })
  box.append(loading, error)
  root.append(box)
  let frame: HTMLIFrameElement | undefined
  return {
    show(state) {
      box.className = state
      loading.hidden = state !== 'loading'
      error.hidden = state !== 'error'
      internals.ariaBusy = `${state === 'loading'}`
      internals.states.clear()
      internals.states.add(state)
    },
    setHeight: (px) => box.style.setProperty('--content', `${px}px`),
    frame(url) {
      frame?.remove()
      frame = make('iframe', {
        part: 'frame',
        title: host.getAttribute('label') ?? 'Agent',
        allow: host.getAttribute('allow') ?? '',
        referrerPolicy: 'strict-origin',
        src: url.href,
      })
      frame.sandbox.value = SANDBOX
      box.append(frame)
      return frame
    },
    clear() {
      frame?.remove()
      frame = undefined
    },
  }
}

function slot(name: string, role: string, words: string): HTMLSlotElement {
  const made = make('slot', { name, hidden: true })
  made.append(make('p', { role, textContent: words, part: name }))
  return made
}

/** `part` is a list of tokens, which is set as text. */
function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  { part, ...members }: Partial<Omit<HTMLElementTagNameMap[Name], 'part'>> & { part?: string },
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), members)
  if (part !== undefined) made.part.value = part
  return made
}
