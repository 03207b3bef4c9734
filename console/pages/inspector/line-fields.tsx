import { Group, NativeSelect, TextInput } from '@mantine/core'
import type { RequestLine } from '../../api/tokens.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

interface LineFieldsProps {
  readonly line: RequestLine
  setLine(line: RequestLine): void
}

/** The request line that somebody was refused with. */
export function LineFields({ line, setLine }: LineFieldsProps) {
  return (
    <Group gap="sm" align="flex-start">
      <NativeSelect
        label="Method"
        w={110}
        data={METHODS}
        value={line.method}
        onChange={(event) => setLine({ ...line, method: event.currentTarget.value })}
      />
      <TextInput
        label="Path"
        flex="2 1 14rem"
        placeholder="/v1/locations"
        autoComplete="off"
        spellCheck={false}
        value={line.path}
        onChange={(event) => setLine({ ...line, path: slashed(event.currentTarget.value) })}
      />
      <TextInput
        label="Host, if it matters"
        flex="1 1 12rem"
        placeholder="nam.api.example.com"
        autoComplete="off"
        spellCheck={false}
        value={line.host}
        onChange={(event) => setLine({ ...line, host: event.currentTarget.value.trim() })}
      />
    </Group>
  )
}

/** A whole address is pasted as often as its path. */
function slashed(text: string): string {
  const path = text.trim().replace(/^https?:\/\/[^/]+/i, '')
  return path === '' || path.startsWith('/') ? path : `/${path}`
}
