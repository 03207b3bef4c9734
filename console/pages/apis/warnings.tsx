import { IconAlertTriangle } from '@tabler/icons-react'
import type { Api } from '../../api/apis.ts'
import { Callout } from '../../pieces/callout.tsx'

const SHOWN_MAX = 8

/** What is allowed and will hardly do what was meant. */
export function Warnings({ api: { warnings, routes } }: { readonly api: Api }) {
  if (warnings.length === 0) return null
  const words = warnings.map(({ pointer, detail }) => {
    const route = routes[Number(/^#\/routes\/(\d+)/.exec(pointer)?.[1] ?? Number.NaN)]
    return route === undefined ? detail : `${route.methods.join(', ')} ${route.path}: ${detail}`
  })
  const lines = [...new Set(words)]
  return (
    <Callout tone="warn" title="Look at these" icon={IconAlertTriangle}>
      {lines.slice(0, SHOWN_MAX).map((line) => (
        <div key={line}>{line}</div>
      ))}
      {lines.length > SHOWN_MAX ? <div>And {lines.length - SHOWN_MAX} more.</div> : null}
    </Callout>
  )
}
