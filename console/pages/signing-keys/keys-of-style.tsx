import { Anchor, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { Dialect } from '../../api/dialects.ts'
import { serverNow, useMay, useMe } from '../../api/me.ts'
import type { SigningKey } from '../../api/signing-keys.ts'
import { CopyButton } from '../../pieces/copy-button.tsx'
import { Section } from '../../pieces/section.tsx'
import { Axis } from './axis.tsx'
import { KeyRow } from './key-row.tsx'
import { spanOf } from './life.ts'
import { Rotate } from './rotate.tsx'
import classes from './signing-keys.module.css'

interface KeysOfStyleProps {
  readonly style: Dialect
  readonly keys: readonly SigningKey[]
}

const PAST_SHOWN = 1

/** The keys of one style on one line of time, the newest first. */
export function KeysOfStyle({ style, keys }: KeysOfStyleProps) {
  const mayChange = useMay('signing-keys:write')
  const [isWhole, { toggle }] = useDisclosure()
  const sorted = keys.toSorted((one, other) => other.activates_at.localeCompare(one.activates_at))
  const living = sorted.filter(({ state }) => state !== 'retired')
  const past = sorted.filter(({ state }) => state === 'retired')
  const shown = [...living, ...(isWhole ? past : past.slice(0, PAST_SHOWN))]
  const hidden = past.length - PAST_SHOWN
  const now = serverNow()
  const span = spanOf(shown, now)
  return (
    <Section title={style.title} lead={<Jwks style={style} />}>
      {mayChange ? (
        <div>
          <Rotate style={style} waiting={keys.find(({ state }) => state === 'pending')} />
        </div>
      ) : null}
      <div className={classes.keys}>
        <Axis span={span} nowMs={now} />
        <ul className={classes.rows} aria-label={`Signing keys of ${style.title}`}>
          {shown.map((key) => (
            <KeyRow
              key={key.kid}
              signingKey={key}
              styleTitle={style.title}
              span={span}
              nowMs={now}
            />
          ))}
        </ul>
      </div>
      {hidden > 0 ? (
        <Group>
          <Anchor component="button" size="sm" underline="always" onClick={toggle}>
            {isWhole ? 'Hide' : 'Show'} {hidden} more that {hidden === 1 ? 'is' : 'are'} gone
          </Anchor>
        </Group>
      ) : null}
    </Section>
  )
}

/** Where verifiers find the public halves. */
function Jwks({ style }: { readonly style: Dialect }) {
  const { base_url: baseUrl } = useMe()
  const endpoint = style.endpoints.find(({ operation }) => operation === 'jwks')
  if (endpoint === undefined) {
    return style.algorithm === 'HS256'
      ? 'Signed with a secret that never leaves the server: only the introspection endpoint ' +
          'can say whether a token is good.'
      : 'Verified by this server only.'
  }
  const url = `${baseUrl}${endpoint.path}`
  return (
    <Text span inherit>
      {style.algorithm}, verified with <code>{url}</code>
      <CopyButton text={url} what="JWKS URL" />
    </Text>
  )
}
