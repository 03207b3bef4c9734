import { Button, Group, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useEffect } from 'react'
import { serverNow, useMay } from '../../api/me.ts'
import { announce } from '../../pieces/announce.ts'
import { Countdown } from '../../pieces/countdown.tsx'
import { relativeWords } from '../../pieces/time-words.ts'
import type { Found, Inspection } from './inspection.ts'
import classes from './inspector.module.css'
import { kindOf } from './kinds.ts'
import { Revoke } from './revoke.tsx'

interface VerdictProps {
  readonly found: Found
  readonly inspect: Inspection['inspect']
}

/** Good or not, in one line, and until when or why not. */
export function Verdict({ found, inspect }: VerdictProps) {
  const { kind, alive, expires_at: expiresAt } = found.explanation
  const mayRevoke = useMay('tokens:write')
  const { title, words } = kindOf(kind)
  const verdict = alive
    ? `${title}: it is good`
    : `${title}${kind === 'unknown' ? '' : ': no longer good'}`
  useEffect(() => announce(verdict), [verdict])
  const Icon = alive ? IconCircleCheck : kind === 'unknown' ? IconAlertTriangle : IconCircleX
  const tone = alive ? 'good' : kind === 'unknown' ? 'note' : 'bad'
  return (
    <section className={classes.verdict} data-tone={tone} aria-labelledby="verdict">
      <Icon size={32} stroke={1.75} aria-hidden />
      <div className={classes.verdictWords}>
        <Title order={2} fz="h3" id="verdict">
          {verdict}
        </Title>
        <Text>
          {alive && expiresAt !== null ? (
            <>
              It ends in <Countdown to={expiresAt} onEnd={() => inspect()} />.
            </>
          ) : alive ? (
            'It has no end of its own.'
          ) : (
            whyNot(found)
          )}{' '}
          {alive || kind === 'unknown' ? words : ''}
        </Text>
      </div>
      <Group gap="sm" className={classes.verdictActs}>
        <Button variant="default" onClick={() => inspect()}>
          Inspect again
        </Button>
        {alive && mayRevoke ? <Revoke found={found} after={() => inspect()} /> : null}
      </Group>
    </section>
  )
}

function whyNot({ explanation }: Found): string {
  const { expires_at: expiresAt, checks, kind } = explanation
  if (kind === 'unknown') return ''
  const now = serverNow()
  if (expiresAt !== null && Date.parse(expiresAt) <= now) {
    return `It expired ${relativeWords(Date.parse(expiresAt), now)}.`
  }
  const failed = checks.find(({ passed }) => !passed)
  return failed === undefined ? '' : `This check failed: ${failed.words}.`
}
