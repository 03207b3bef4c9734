import { Button, Group } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Callout } from './callout.tsx'

interface FormFootProps {
  /** What was refused and is about no field of the form. */
  readonly refusal: string | undefined
  /** The act itself, such as “Save” or “Create employee”. */
  readonly act?: string
  readonly isSaving: boolean
  /** Whether there is anything to send. */
  readonly isReady?: boolean
  readonly other?: ReactNode
}

/** Where a form ends: what was refused, and the button that sends it. */
export function FormFoot(props: FormFootProps) {
  const { refusal, act = 'Save', isSaving, isReady = true, other } = props
  return (
    <>
      {refusal === undefined ? null : (
        <Callout tone="bad" role="alert" icon={IconAlertTriangle}>
          {refusal}
        </Callout>
      )}
      <Group gap="sm">
        <Button type="submit" loading={isSaving} disabled={!isReady}>
          {act}
        </Button>
        {other}
      </Group>
    </>
  )
}

/** Puts away what was typed and not saved. */
export function Discard({ isDirty, onClick }: { readonly isDirty: boolean; onClick(): void }) {
  if (!isDirty) return null
  return (
    <Button variant="default" onClick={onClick}>
      Discard
    </Button>
  )
}
