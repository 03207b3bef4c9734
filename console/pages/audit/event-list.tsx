import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { AuditEvent, FreshEvent } from '../../api/audit-events.ts'
import { useStyleTitles } from '../../api/style-titles.ts'
import { StateBadge } from '../../pieces/state-badge.tsx'
import { actionWords } from './action-words.ts'
import classes from './audit.module.css'
import { clockWords, dayWords } from './event-time.ts'

/** How long what has just come is marked. */
const NEW_MS = 12_000

interface EventListProps {
  readonly fresh: readonly FreshEvent[]
  readonly older: readonly AuditEvent[]
}

/** Events by day, the newest first. Each leads to all that is known of it. */
export function EventList({ fresh, older }: EventListProps) {
  const now = Date.now()
  const news = new Set(
    fresh.filter(({ cameAtMs }) => now - cameAtMs < NEW_MS).map(({ event }) => event.id),
  )
  const all = [...fresh.map(({ event }) => event), ...older]
  const days = Map.groupBy(all, ({ last_at }) => dayWords(Date.parse(last_at)))
  return (
    <div className={classes.frame}>
      {[...days].map(([day, events]) => (
        <section key={day} aria-label={day}>
          <h2 className={classes.day}>{day}</h2>
          <ol className={classes.events}>
            {events.map((event) => (
              <Row key={event.id} event={event} isNew={news.has(event.id)} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

interface RowProps {
  readonly event: AuditEvent
  readonly isNew: boolean
}

function Row({ event, isNew }: RowProps) {
  const titles = useStyleTitles()
  const { dialect, outcome, count, ip } = event
  const isGranted = outcome === 'granted'
  return (
    <li data-new={isNew}>
      <Link
        to="."
        search={(before: Readonly<Record<string, unknown>>) => ({ ...before, event: event.id })}
        resetScroll={false}
        className={classes.event}
      >
        <time dateTime={event.last_at} className={classes.time}>
          {clockWords(Date.parse(event.last_at))}
        </time>
        <span className={classes.what}>
          <strong>{actionWords(event.action)}</strong>
          {count > 1 ? <span> ×{count.toLocaleString()}</span> : null}
          {dialect === null ? null : (
            <Text span inherit c="dimmed">
              {' '}
              {titles.get(dialect) ?? dialect}
            </Text>
          )}
        </span>
        <span className={classes.outcome}>
          <StateBadge tone={isGranted ? 'good' : 'bad'}>{outcome}</StateBadge>
        </span>
        <span className={classes.who}>
          <bdi>{whoOf(event)}</bdi>
        </span>
        <span className={classes.ip}>{ip}</span>
      </Link>
    </li>
  )
}

function whoOf({ actor, client_id, user_id }: AuditEvent): string {
  if (actor?.kind === 'command_line') return 'The command line'
  return actor?.name ?? actor?.id ?? client_id ?? user_id ?? 'Unknown'
}
