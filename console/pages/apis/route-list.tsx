import { Button, Code, Text } from '@mantine/core'
import type { Route } from '../../api/apis.ts'
import { StateBadge } from '../../pieces/state-badge.tsx'
import { needOf, needWords, ownTerms } from './route-words.ts'
import classes from './routes.module.css'

interface RouteListProps {
  readonly routes: readonly Route[]
  /** What all paths begin with. */
  readonly path: string
  /** Absent for those who may only look. */
  readonly acts?: {
    edit(at: number): void
    remove(at: number): void
  }
}

/** What is let through, a line each; what is not here is refused. */
export function RouteList({ routes, path, acts }: RouteListProps) {
  if (routes.length === 0) return <Text c="dimmed">No route yet, so everything is refused.</Text>
  return (
    <ul className={classes.routes} aria-label="Routes">
      {routes.map((route, at) => {
        const whole = `${path === '/' ? '' : path}${route.path === '/' ? '' : route.path}` || '/'
        const name = `${route.methods.join(', ')} ${whole}`
        return (
          <li key={`${name} ${JSON.stringify(route)}`}>
            <div className={classes.line}>
              <span className={classes.method}>{route.methods.join(' ')}</span>
              <span className={classes.path}>{whole}</span>
            </div>
            <Needs route={route} />
            {acts === undefined ? null : (
              <div className={classes.acts}>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={`Edit ${name}`}
                  onClick={() => acts.edit(at)}
                >
                  Edit
                </Button>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="red"
                  aria-label={`Remove ${name}`}
                  onClick={() => acts.remove(at)}
                >
                  Remove
                </Button>
              </div>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Needs({ route }: { readonly route: Route }) {
  const scopes = route.scopes ?? route.any_scope ?? []
  const why = route.no_scope_because ?? route.public_because
  const own = ownTerms(route)
  return (
    <div>
      <div className={classes.line}>
        {needOf(route) === 'public_because' ? (
          <StateBadge tone="warn">{needWords(route)}</StateBadge>
        ) : (
          <span className={classes.soft}>{needWords(route)}</span>
        )}
        {scopes.map((scope) => (
          <Code key={scope}>{scope}</Code>
        ))}
      </div>
      {why === undefined ? null : <div className={classes.soft}>{why}</div>}
      {own.length === 0 ? null : <div className={classes.soft}>Its own: {own.join('; ')}</div>}
    </div>
  )
}
