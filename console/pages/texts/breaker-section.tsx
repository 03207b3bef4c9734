import { Button, Group } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMay } from '../../api/me.ts'
import { type TextBreaker, useTextBreaker, useTurnBreaker } from '../../api/texts.ts'
import { Callout } from '../../pieces/callout.tsx'
import { confirm } from '../../pieces/confirm.tsx'
import { Facts } from '../../pieces/facts.tsx'
import { Section } from '../../pieces/section.tsx'
import { StateBadge } from '../../pieces/state-badge.tsx'
import { sayDone, sayFailed } from '../../pieces/toast.tsx'
import { When } from '../../pieces/when.tsx'

const LEAD = 'While it is open nobody gets a text, and requests with a phone number answer 429.'

/** The switch that stops all texts. */
export function BreakerSection() {
  const breaker = useTextBreaker()
  const mayTurn = useMay('text-breaker:write')
  return (
    <Section title="Breaker" lead={LEAD}>
      {breaker.provider === null ? (
        <Callout tone="warn" icon={IconAlertTriangle}>
          No provider is set: texts wait, and are dropped with their room.
        </Callout>
      ) : null}
      <Facts
        facts={{
          Breaker: breaker.open ? (
            <StateBadge tone="bad">Open</StateBadge>
          ) : (
            <StateBadge tone="good">Closed</StateBadge>
          ),
          ...(breaker.open ? openFacts(breaker) : {}),
          'Asked for in this hour': inHour(breaker),
          Waiting: breaker.waiting.toLocaleString(),
          Dead: breaker.dead.toLocaleString(),
          'Sent by': breaker.provider ?? 'Nobody',
        }}
      />
      {mayTurn ? <Turn breaker={breaker} /> : null}
    </Section>
  )
}

function inHour({ asked_for_in_hour: count, limit_in_hour: limit }: TextBreaker): string {
  return `${count.toLocaleString()} of ${limit.toLocaleString()}`
}

function openFacts({ cause, opened_at, closes_at }: TextBreaker) {
  return {
    'Opened by': cause === 'operator' ? 'Somebody here' : 'Too many texts in an hour',
    Opened: <When at={opened_at} />,
    Closes: <When at={closes_at} never="When somebody resets it" />,
  }
}

function Turn({ breaker }: { readonly breaker: TextBreaker }) {
  const open = useTurnBreaker('open')
  const reset = useTurnBreaker('reset')
  const stop = async (): Promise<void> => {
    const isSure = await confirm({
      title: 'Stop all texts?',
      words:
        'Rooms can still be opened without a phone number. It stays so until somebody resets it.',
      dies: ['Texts to everybody, in every organization.'],
      act: 'Stop texts',
    })
    if (isSure)
      await open.mutateAsync(undefined).then(() => sayDone('Texts are stopped.'), sayFailed)
  }
  const go = (): Promise<void> =>
    reset.mutateAsync(undefined).then(() => sayDone('Texts go out again.'), sayFailed)
  return (
    <Group gap="sm">
      <Button variant="default" loading={reset.isPending} onClick={go}>
        Reset
      </Button>
      {breaker.open ? null : (
        <Button variant="outline" color="red" loading={open.isPending} onClick={stop}>
          Stop all texts
        </Button>
      )}
    </Group>
  )
}
