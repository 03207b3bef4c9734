import { Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'

interface LinesFieldProps {
  readonly label: string
  readonly description?: ReactNode
  readonly placeholder?: string
  readonly value: readonly string[]
  onChange(value: string[]): void
  readonly error?: ReactNode
  readonly readOnly?: boolean
}

const ROWS_MIN = 2
const ROWS_MAX = 12

/** Several short texts without spaces, one per line: addresses, origins, redirect URIs. */
export function LinesField({ value, onChange, ...props }: LinesFieldProps) {
  const [typed, setTyped] = useState('')
  // What was typed stays as it is, empty lines too, as long as it says the same.
  const text = isSame(linesOf(typed), value) ? typed : value.join('\n')
  const rows = Math.min(ROWS_MAX, Math.max(ROWS_MIN, text.split('\n').length))
  return (
    <Textarea
      {...props}
      rows={rows}
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      value={text}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value)
        onChange(linesOf(currentTarget.value))
      }}
    />
  )
}

function linesOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((line) => line !== '')
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, at) => line === other[at])
}
