import { Drawer, Skeleton, Stack, Text } from '@mantine/core'
import { type AuditEvent, useAuditEvent } from '../../api/audit-events.ts'
import { CodeBlock } from '../../pieces/code-block.tsx'
import { useFilters } from '../../pieces/filters.ts'
import { actionWords } from './action-words.ts'
import { EventFacts } from './event-facts.tsx'

/** All that is known of the event that the address names; a link to it shows the same. */
export function EventDrawer({ events }: { readonly events: readonly AuditEvent[] }) {
  const own = useFilters('event')
  const { event: id } = own.values
  const shown = events.find((one) => one.id === id)
  const asked = useAuditEvent(shown === undefined ? id : undefined)
  const event = shown ?? asked.event
  return (
    <Drawer
      opened={id !== undefined}
      onClose={() => own.set('event', undefined)}
      position="right"
      size="lg"
      title={event === undefined ? 'Event' : actionWords(event.action)}
    >
      {asked.isLoading ? (
        <Skeleton height={240} aria-label="Loading" />
      ) : event === undefined ? (
        <Text>There is no such event, or it lies before what is kept.</Text>
      ) : (
        <Stack gap="lg">
          <EventFacts event={event} />
          <CodeBlock
            title="As the API says it"
            what="event"
            text={JSON.stringify(event, undefined, 2)}
          />
        </Stack>
      )}
    </Drawer>
  )
}
