// `import '@mintmark/embed/react'`: the element, and its attributes and events for React's JSX.
import type { ClassAttributes, HTMLAttributes } from 'react'
import type { MintmarkAgent, MintmarkEvents, TokenProvider } from './index.ts'
import './register.ts'

/** React 19 hands functions over as properties, and listens to `on` and the event's whole name. */
type Listeners = {
  [Name in keyof MintmarkEvents as `on${Name}`]?: (event: MintmarkEvents[Name]) => void
}

export interface MintmarkAgentProps
  extends HTMLAttributes<MintmarkAgent>,
    ClassAttributes<MintmarkAgent>,
    Listeners {
  readonly 'agent-id': string | number
  readonly 'base-url'?: string
  readonly 'result-id'?: string
  readonly view?: string
  readonly theme?: string
  readonly label?: string
  readonly allow?: string
  readonly tokenProvider?: TokenProvider
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'mintmark-agent': MintmarkAgentProps
    }
  }
}
