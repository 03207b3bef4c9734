import { Code, Group } from '@mantine/core'
import { CopyButton } from './copy-button.tsx'

/** An id or another short text that is wanted elsewhere. */
export function Copied({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <Group gap={4} wrap="nowrap" display="inline-flex">
      <Code>{text}</Code>
      <CopyButton text={text} what={what} />
    </Group>
  )
}
