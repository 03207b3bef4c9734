import { type User, useChangeUser } from '../../api/users.ts'
import { Section } from '../../pieces/section.tsx'
import { sayFailed, sayUndoable } from '../../pieces/toast.tsx'
import { KioskSwitch } from './kiosk-switch.tsx'

interface KioskSectionProps {
  readonly user: User
  readonly isFixed: boolean
}

/** A switch that is in force at once and can be undone: nothing ends by it. */
export function KioskSection({ user, isFixed }: KioskSectionProps) {
  const change = useChangeUser(user.id)
  const isShown = change.variables?.is_kiosk_host
  const turn = (is_kiosk_host: boolean): void => {
    const words = `${user.name} is ${is_kiosk_host ? 'shown' : 'not shown'} on the kiosk.`
    const undo = () => change.mutateAsync({ is_kiosk_host: !is_kiosk_host })
    const done = () => sayUndoable(words, undo)
    change.mutate({ is_kiosk_host }, { onSuccess: done, onError: sayFailed })
  }
  return (
    <Section title="Visitors Kiosk">
      <KioskSwitch
        checked={change.isPending ? (isShown ?? user.is_kiosk_host) : user.is_kiosk_host}
        isFixed={isFixed}
        onChange={turn}
      />
    </Section>
  )
}
