import { frameUrl } from './frame-url.ts'
import { type Look, lookIn } from './look.ts'
import type { TokenProvider } from './token.ts'
import { openVisit, type Visit, type VisitEvents } from './visit.ts'

/** Where there is no document (on a server that renders pages) the class is there, and idle. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? class {}

const RESTARTING = ['agent-id', 'base-url', 'view', 'result-id', 'allow']
const PROPERTIES = ['agentId', 'baseUrl', 'view', 'resultId', 'theme', 'label', 'tokenProvider']

/**
 * `<mintmark-agent agent-id="1" base-url="https://mint.example">`: shows an agent in a frame. It
 * starts when it is in a document and has an `agent-id` and a `tokenProvider`, and forgets
 * everything when it is taken out. Each event bubbles, is called `mintmark-…` and tells its facts
 * in `detail`.
 */
export class MintmarkAgent extends Base {
  static readonly observedAttributes = [...RESTARTING, 'theme', 'label']
  /** Used by elements without `base-url`; the script that a mint serves sets its own mint. */
  static defaultBaseUrl: string | undefined

  #provider: TokenProvider | undefined
  #visit: Visit | undefined
  #isDue = false
  readonly #look: Look = lookIn(this, () => this.reload())

  connectedCallback(): void {
    for (const name of PROPERTIES) adopt(this, name)
    this.#look.show('loading')
    this.#restart()
  }

  /** Moved within a page by `moveBefore`, the frame stays as it is. */
  connectedMoveCallback(): void {}

  disconnectedCallback(): void {
    this.#close()
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now) return
    if (name === 'theme') this.#visit?.setTheme(themeOf(this))
    else if (name === 'label') this.#visit?.frame.setAttribute('title', now ?? 'Agent')
    else this.#restart()
  }

  /** Fetches a token from the page's own server. A new one is used when the next is needed. */
  get tokenProvider(): TokenProvider | undefined {
    return this.#provider
  }
  set tokenProvider(provider: TokenProvider | undefined) {
    this.#provider = provider
    if (this.#visit === undefined) this.#restart()
  }

  get agentId(): string | null {
    return this.getAttribute('agent-id')
  }
  set agentId(id: string | number | null) {
    set(this, 'agent-id', id)
  }

  get baseUrl(): string | null {
    return this.getAttribute('base-url')
  }
  set baseUrl(url: string | null) {
    set(this, 'base-url', url)
  }

  /** `overview` (also when left out), `calls` or `result`. */
  get view(): string | null {
    return this.getAttribute('view')
  }
  set view(view: string | null) {
    set(this, 'view', view)
  }

  /** Which result the view `result` shows; all of them when left out. */
  get resultId(): string | null {
    return this.getAttribute('result-id')
  }
  set resultId(id: string | null) {
    set(this, 'result-id', id)
  }

  /** `light`, `dark` or `auto` (also when left out). It may change while the frame is open. */
  get theme(): string | null {
    return this.getAttribute('theme')
  }
  set theme(theme: string | null) {
    set(this, 'theme', theme)
  }

  /** The frame's title, which screen readers say: `Agent` when left out. */
  get label(): string | null {
    return this.getAttribute('label')
  }
  set label(label: string | null) {
    set(this, 'label', label)
  }

  /** Starts anew with a new token: after an end, or a fault that is mended. */
  reload(): void {
    this.#restart()
  }

  /** Several attributes may change in one go. */
  #restart(): void {
    if (this.#isDue) return
    this.#isDue = true
    queueMicrotask(() => {
      this.#isDue = false
      this.#close()
      if (this.isConnected && this.#provider && this.agentId) this.#open()
    })
  }

  #open(): void {
    const baseUrl = this.baseUrl ?? MintmarkAgent.defaultBaseUrl ?? null
    const { agentId, view, resultId } = this
    const theme = themeOf(this)
    try {
      const url = frameUrl({ agentId, baseUrl, view, resultId, theme }, document.baseURI)
      this.#visit = openVisit({
        url,
        look: this.#look,
        provider: () => this.#provider ?? (() => Promise.reject(new Error('it was taken away'))),
        tell: (type, detail) => this.#tell(type, detail),
      })
    } catch (thrown) {
      this.#look.show('error')
      this.#tell('error', { code: 'bad_address', message: `${thrown}` })
    }
  }

  #close(): void {
    this.#visit?.close()
    this.#visit = undefined
  }

  #tell<Type extends keyof VisitEvents>(type: Type, detail: VisitEvents[Type]): void {
    const options = { detail, bubbles: true, composed: true, cancelable: true }
    const isUnheard = this.dispatchEvent(new CustomEvent(`mintmark-${type}`, options))
    // A developer who does not listen yet is told why nothing shows.
    if (type === 'error' && isUnheard) console.warn('<mintmark-agent>', detail)
  }
}

/** A page that is always light or dark says so in CSS, which a frame of another site cannot see. */
function themeOf(element: MintmarkAgent): string {
  const theme = element.theme ?? 'auto'
  const [scheme, other] = getComputedStyle(element).colorScheme.split(' ')
  const isSettled = other === undefined && (scheme === 'light' || scheme === 'dark')
  return theme === 'auto' && isSettled ? scheme : theme
}

/** A property that was set before the element was defined hides the accessor of its class. */
function adopt(element: MintmarkAgent, name: string): void {
  const own = Object.getOwnPropertyDescriptor(element, name)
  if (own === undefined) return
  Reflect.deleteProperty(element, name)
  Reflect.set(element, name, own.value)
}

function set(element: Element, name: string, value: string | number | null | undefined): void {
  if (value === null || value === undefined) element.removeAttribute(name)
  else element.setAttribute(name, `${value}`)
}
