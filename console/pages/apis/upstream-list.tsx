import { Code } from '@mantine/core'
import type { Summary } from '../../api/apis.ts'
import { StateBadge, type Tone } from '../../pieces/state-badge.tsx'
import classes from './routes.module.css'

type State = Summary['upstream_states'][number]['state']

/** Resting: it failed several times, and is tried again. Down: its health check fails. */
const STATES: Readonly<Record<State, { readonly title: string; readonly tone: Tone }>> = {
  up: { title: 'Up', tone: 'good' },
  resting: { title: 'Resting', tone: 'warn' },
  down: { title: 'Down', tone: 'bad' },
}

/** What stands behind an API, and how the server that was asked finds it. */
export function UpstreamList({
  api,
}: {
  readonly api: Pick<Summary, 'upstreams' | 'upstream_states'>
}) {
  const states = new Map(api.upstream_states.map(({ upstream, state }) => [upstream, state]))
  return (
    <>
      {api.upstreams.map((origin) => {
        const state = states.get(origin)
        return (
          <span key={origin} className={classes.line}>
            <Code>{origin}</Code>
            {state === undefined ? null : (
              <StateBadge tone={STATES[state].tone} size="sm">
                {STATES[state].title}
              </StateBadge>
            )}
          </span>
        )
      })}
    </>
  )
}
