import type { ReactNode } from 'react'
import { LinesField } from '../../pieces/lines-field.tsx'

interface OriginsFieldProps {
  readonly value: readonly string[]
  onChange(value: string[]): void
  readonly error?: ReactNode
  readonly readOnly?: boolean
}

export function OriginsField(props: OriginsFieldProps) {
  return (
    <LinesField
      label="Allowed origins"
      description="Web pages whose scripts may use the agent’s tokens; with none, only servers may."
      placeholder="https://www.example.com"
      {...props}
    />
  )
}
