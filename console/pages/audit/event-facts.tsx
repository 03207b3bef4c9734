import { Anchor, Code } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { AuditEvent } from '../../api/audit-events.ts'
import { useMay } from '../../api/me.ts'
import { useStyleTitles } from '../../api/style-titles.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { Facts } from '../../pieces/facts.tsx'
import { REFUSALS } from '../../pieces/refusals.ts'
import { StateBadge } from '../../pieces/state-badge.tsx'
import { exactWords, spanWords } from '../../pieces/time-words.ts'
import classes from './audit.module.css'

/** What an event says, with the way to each thing that it names and to others like it. */
export function EventFacts({ event }: { readonly event: AuditEvent }) {
  const titles = useStyleTitles()
  const facts: Record<string, ReactNode> = {
    Outcome: <Outcome outcome={event.outcome} />,
    When: <When event={event} />,
    Action: <Code>{event.action}</Code>,
  }
  const { actor, dialect, client_id: clientId, user_id: userId } = event
  if (actor !== null) facts.By = <Actor actor={actor} />
  if (dialect !== null) {
    facts.Style = (
      <Named
        to={`/styles/${dialect}`}
        needs="dialects:read"
        name={titles.get(dialect) ?? dialect}
      />
    )
  }
  if (clientId !== null) {
    facts.Client = (
      <Named
        to={`/clients/${clientId}`}
        needs="clients:read"
        name={clientId}
        alike={{ client_id: clientId }}
      />
    )
  }
  if (userId !== null) {
    facts.User = (
      <Named
        to={`/employees/${userId}`}
        needs="users:read"
        name={userId}
        alike={{ user_id: userId }}
      />
    )
  }
  if (event.credential_id !== null) facts.Credential = <Code>{event.credential_id}</Code>
  if (event.ip !== null) facts.Address = <Named name={event.ip} alike={{ ip: event.ip }} />
  if (event.scope !== null) facts.Scope = <Code>{event.scope}</Code>
  if (event.detail !== null) facts.Detail = <bdi>{event.detail}</bdi>
  if (event.request_id !== null)
    facts['Request id'] = <Copied text={event.request_id} what="request id" />
  facts['Event id'] = <Copied text={event.id} what="event id" />
  return <Facts facts={facts} />
}

function Outcome({ outcome }: { readonly outcome: string }) {
  if (outcome === 'granted') return <StateBadge tone="good">Granted</StateBadge>
  return (
    <>
      <StateBadge tone="bad">{outcome}</StateBadge> {REFUSALS[outcome]?.words}
    </>
  )
}

function When({ event }: { readonly event: AuditEvent }) {
  const first = Date.parse(event.first_at)
  const last = Date.parse(event.last_at)
  if (event.count === 1) return exactWords(last)
  const span = first === last ? exactWords(last) : spanWords(first, last)
  return `${event.count.toLocaleString()} times, ${span}`
}

function Actor({ actor }: { readonly actor: NonNullable<AuditEvent['actor']> }) {
  const words = actor.name ?? actor.id ?? 'the command line'
  return actor.kind === 'user' && actor.id !== null ? (
    <Named to={`/employees/${actor.id}`} needs="users:read" name={words} />
  ) : (
    <bdi>{words}</bdi>
  )
}

function Copied({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <>
      <Code>{text}</Code> <CopyButton text={text} what={what} />
    </>
  )
}

interface NamedProps {
  readonly name: string
  readonly to?: string
  readonly needs?: string
  /** What others like it are found by. */
  readonly alike?: Readonly<Record<string, string>>
}

function Named({ name, to, needs = 'audit-events:read', alike }: NamedProps) {
  const mayOpen = useMay(needs)
  return (
    <span className={classes.named}>
      {to !== undefined && mayOpen ? (
        <Anchor underline="always" renderRoot={(props) => <Link to={to} {...props} />}>
          <bdi>{name}</bdi>
        </Anchor>
      ) : (
        <bdi>{name}</bdi>
      )}
      {alike === undefined ? null : (
        <Anchor
          size="sm"
          underline="always"
          aria-label={`All events of ${name}`}
          renderRoot={(props) => <Link to="/audit-log" search={alike} {...props} />}
        >
          All events
        </Anchor>
      )}
    </span>
  )
}
