import { Anchor, Code } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMay } from '../../api/me.ts'
import { useScopesOf } from '../../api/scopes.ts'
import { useStyleTitles } from '../../api/style-titles.ts'
import type { Explanation } from '../../api/tokens.ts'
import { Facts } from '../../pieces/facts.tsx'
import { Section } from '../../pieces/section.tsx'
import { exactWords } from '../../pieces/time-words.ts'
import { When } from '../../pieces/when.tsx'
import classes from './inspector.module.css'
import { kindOf } from './kinds.ts'

/** Whose it is and what it is for, with the way to each of the things that it names. */
export function WhatItIs({ explanation }: { readonly explanation: Explanation }) {
  const { kind, dialect, client_id, credential_id, user_id, agent_id } = explanation
  const titles = useStyleTitles()
  const facts: Record<string, ReactNode> = { Kind: kindOf(kind).title }
  if (dialect !== null) facts.Style = titles.get(dialect) ?? dialect
  if (client_id !== null) facts.Client = <To path="/clients" id={client_id} needs="clients:read" />
  if (credential_id !== null) facts.Credential = <Code>{credential_id}</Code>
  if (user_id !== null) facts.User = <To path="/employees" id={user_id} needs="users:read" />
  if (agent_id !== null) facts.Agent = <To path="/agents" id={agent_id} needs="agents:read" />
  if (explanation.issued_at !== null) facts.Issued = <Instant at={explanation.issued_at} />
  facts.Expires =
    explanation.expires_at === null ? 'never by itself' : <Instant at={explanation.expires_at} />
  return (
    <Section title="What it is">
      <Facts facts={facts} />
      {explanation.scopes.length === 0 ? null : (
        <Scopes dialect={dialect ?? ''} scopes={explanation.scopes} />
      )}
    </Section>
  )
}

function Instant({ at }: { readonly at: string }) {
  return (
    <>
      {exactWords(Date.parse(at))} (<When at={at} />)
    </>
  )
}

interface ToProps {
  readonly path: string
  readonly id: string | number
  readonly needs: string
}

function To({ path, id, needs }: ToProps) {
  const mayOpen = useMay(needs)
  if (!mayOpen) return <Code>{id}</Code>
  return (
    <Anchor
      underline="always"
      renderRoot={(props) => <Link to={`${path}/${encodeURIComponent(id)}`} {...props} />}
    >
      {id}
    </Anchor>
  )
}

interface ScopesProps {
  readonly dialect: string
  readonly scopes: readonly string[]
}

function Scopes({ dialect, scopes }: ScopesProps) {
  const described = useScopesOf(dialect)
  return (
    <ul className={classes.scopes} aria-label="Scopes">
      {scopes.map((value) => (
        <li key={value}>
          <Code>{value}</Code> {described.find((one) => one.value === value)?.description}
        </li>
      ))}
    </ul>
  )
}
