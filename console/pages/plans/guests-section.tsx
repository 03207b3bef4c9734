import { Button, Text } from '@mantine/core'
import { type Guest, type Plan, useAddGuest, useRemoveGuest } from '../../api/plans.ts'
import { Section } from '../../pieces/section.tsx'
import { sayDone, sayFailed, sayUndoable } from '../../pieces/toast.tsx'
import classes from './guests-section.module.css'
import { UserPicker } from './user-picker.tsx'

interface GuestsSectionProps {
  readonly plan: Plan
  readonly isFixed: boolean
}

/** Who may guest manage the plan; taking somebody away can be undone for a while. */
export function GuestsSection({ plan, isFixed }: GuestsSectionProps) {
  const add = useAddGuest(plan.id)
  const take = useRemoveGuest(plan.id)
  const include = ({ id, name }: Pick<Guest, 'id' | 'name'>): void => {
    const done = () => sayDone(`${name} may guest manage ${plan.name}.`)
    add.mutate(id, { onSuccess: done, onError: sayFailed })
  }
  const exclude = ({ id, name }: Guest): void => {
    const done = () => {
      sayUndoable(`${name} no longer guest manages ${plan.name}.`, () => add.mutateAsync(id))
    }
    take.mutate(id, { onSuccess: done, onError: sayFailed })
  }
  return (
    <Section
      title="Who may guest manage it"
      lead="These people can let an app act on this plan for them."
    >
      {plan.guests.length === 0 ? (
        <Text c="dimmed">Nobody yet, so no app can act on it for anybody.</Text>
      ) : (
        <ul className={classes.guests} aria-label="Who may guest manage it">
          {plan.guests.map((guest) => (
            <li key={guest.id}>
              <div>
                <Text fw={600}>{guest.name}</Text>
                <Text size="sm" c="dimmed">
                  {guest.email}
                </Text>
              </div>
              {isFixed ? null : (
                <Button
                  variant="subtle"
                  color="red"
                  size="compact-sm"
                  aria-label={`Remove ${guest.name}`}
                  disabled={take.isPending}
                  onClick={() => exclude(guest)}
                >
                  Remove
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {isFixed ? null : (
        <UserPicker
          label="Add a person"
          organizationId={plan.organization_id}
          without={plan.guests.map(({ id }) => id)}
          onPick={include}
        />
      )}
    </Section>
  )
}
