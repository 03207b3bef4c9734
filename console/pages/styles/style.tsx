import { Anchor, Stack, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useDialects } from '../../api/dialects.ts'
import { useMay } from '../../api/me.ts'
import { Facts } from '../../pieces/facts.tsx'
import { Notice } from '../../pieces/notice.tsx'
import { countWords } from '../../pieces/number-words.ts'
import { PageHead } from '../../pieces/page-head.tsx'
import { Section } from '../../pieces/section.tsx'
import { Endpoints } from './endpoints.tsx'
import { Lifetimes } from './lifetimes.tsx'
import { StyleState } from './style-state.tsx'
import { CREDENTIAL_WORDS, grantWords } from './style-words.ts'
import { SwitchStyle } from './switch-style.tsx'

const BACK = { to: '/styles', title: 'Styles' }

export function Page() {
  const { name } = useParams({ strict: false }) as { readonly name?: string }
  const style = useDialects().find((one) => one.name === name)
  const mayChange = useMay('dialects:write')
  if (style === undefined) {
    return <Notice title="There is no such style">The address may be mistyped.</Notice>
  }
  const facts: Readonly<Record<string, ReactNode>> = {
    Clients: style.clients === 0 ? 'none yet' : countWords(style.clients, 'client'),
    'Clients hold': CREDENTIAL_WORDS[style.credential],
    'Ways to a token': style.grants.map(grantWords).join(', '),
    Signature:
      style.algorithm === null ? (
        'its tokens are not signed'
      ) : (
        <To to="/signing-keys">{style.algorithm}, see its keys</To>
      ),
    Scopes: (
      <To to="/scopes" search={{ style: style.name }}>
        See its scopes
      </To>
    ),
  }
  return (
    <>
      <PageHead
        title={style.title}
        back={BACK}
        badge={<StyleState style={style} />}
        actions={mayChange && style.configured ? <SwitchStyle style={style} /> : null}
      />
      <Stack gap="lg">
        {style.enabled ? null : (
          <Text>
            Its paths answer as if they were not there, and its tokens count nowhere. Nothing is
            revoked: switched on again, everything is as before.
          </Text>
        )}
        <Section title="What it is">
          <Facts facts={facts} />
        </Section>
        <Lifetimes key={JSON.stringify(style.lifetimes)} style={style} mayChange={mayChange} />
        <Endpoints style={style} />
      </Stack>
    </>
  )
}

interface ToProps {
  readonly to: string
  readonly search?: Readonly<Record<string, string>>
  readonly children: ReactNode
}

function To({ to, search, children }: ToProps) {
  return (
    <Anchor underline="always" renderRoot={(props) => <Link to={to} search={search} {...props} />}>
      {children}
    </Anchor>
  )
}
