import { Group, Text } from '@mantine/core'
import { useMay } from '../../api/me.ts'
import type { SigningKey } from '../../api/signing-keys.ts'
import { StateBadge, type Tone } from '../../pieces/state-badge.tsx'
import { When } from '../../pieces/when.tsx'
import { placeOf } from './axis.tsx'
import { lifeOf, type Span } from './life.ts'
import { PublicKey } from './public-key.tsx'
import { Retire } from './retire.tsx'
import classes from './signing-keys.module.css'

const STATES: Readonly<
  Record<SigningKey['state'], { readonly tone: Tone; readonly words: string }>
> = {
  pending: { tone: 'note', words: 'Published' },
  active: { tone: 'good', words: 'Signs' },
  retiring: { tone: 'warn', words: 'Only verifies' },
  retired: { tone: 'off', words: 'Gone' },
}

interface KeyRowProps {
  readonly signingKey: SigningKey
  readonly styleTitle: string
  readonly span: Span
  readonly nowMs: number
}

export function KeyRow({ signingKey, styleTitle, span, nowMs }: KeyRowProps) {
  const mayRetire = useMay('signing-keys:write')
  const { kid, state, public_jwk: jwk } = signingKey
  const { tone, words } = STATES[state]
  return (
    <li className={classes.row}>
      <div className={classes.head}>
        <Group gap="xs">
          <code className={classes.kid}>{kid}</code>
          <StateBadge tone={tone}>{words}</StateBadge>
        </Group>
        <Text size="sm" c="dimmed">
          <Story signingKey={signingKey} />
        </Text>
        <Group gap="xs" mt={4}>
          {jwk === null ? null : <PublicKey kid={kid} jwk={jwk} />}
          {mayRetire && state !== 'retired' ? (
            <Retire signingKey={signingKey} styleTitle={styleTitle} />
          ) : null}
        </Group>
      </div>
      <div className={classes.track} aria-hidden>
        {lifeOf(signingKey, span).map(({ phase, fromMs, toMs }) => (
          <span
            key={phase}
            className={classes.stretch}
            data-phase={phase}
            style={{ left: placeOf(fromMs, span), right: `calc(100% - ${placeOf(toMs, span)})` }}
          />
        ))}
        {signingKey.successor_at === null ? null : (
          <span
            className={classes.successor}
            title="A successor is published"
            style={{ left: placeOf(Date.parse(signingKey.successor_at), span) }}
          />
        )}
        <span className={classes.nowLine} style={{ left: placeOf(nowMs, span) }} />
      </div>
    </li>
  )
}

function Story({ signingKey: key }: { readonly signingKey: SigningKey }) {
  switch (key.state) {
    case 'pending':
      return (
        <>
          Signs <When at={key.activates_at} />; until then verifiers learn of it.
        </>
      )
    case 'active':
      return (
        <>
          Since <When at={key.activates_at} />.{' '}
          {key.retires_at === null ? (
            <>
              A successor comes by itself <When at={key.successor_at} never="later" />.
            </>
          ) : (
            <>
              Its successor takes over <When at={key.retires_at} />.
            </>
          )}
        </>
      )
    case 'retiring':
      return (
        <>
          Tokens that it signed stay good; it goes <When at={key.removed_at} />.
        </>
      )
    case 'retired':
      return (
        <>
          Gone <When at={key.removed_at} />. Nothing that it signed is valid.
        </>
      )
    default:
      return key.state satisfies never
  }
}
