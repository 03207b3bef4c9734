import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCircleCheck } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { Callout } from './callout.tsx'
import { CodeBlock } from './code-block.tsx'
import { HIDDEN, SecretField } from './secret-field.tsx'
import type { SecretOnceProps, ShownOnce } from './secret-once.tsx'

/**
 * What is shown this one time. It cannot be closed by accident: neither Escape nor a click beside
 * it, but only by saying that it was saved.
 */
export function SecretOnceDialog({ shown, onClose }: SecretOnceProps) {
  return (
    <Modal
      opened={shown !== undefined}
      onClose={() => {}}
      closeOnEscape={false}
      closeOnClickOutside={false}
      withCloseButton={false}
      size="lg"
      title={shown?.title}
    >
      {shown === undefined ? null : <Contents shown={shown} onClose={onClose} />}
    </Modal>
  )
}

function Contents({ shown, onClose }: { readonly shown: ShownOnce; onClose(): void }) {
  const [isSaved, setSaved] = useState(false)
  const [isOpen, { toggle }] = useDisclosure()
  const secrets = shown.fields.filter((field) => field.isSecret).map((field) => field.value)
  const hint = useId()
  return (
    <Stack gap="md">
      <Callout tone="good" icon={IconCircleCheck} role="status">
        {shown.words}
      </Callout>
      {shown.fields.map((field) => (
        <SecretField key={field.label} {...field} isOpen={isOpen} toggle={toggle} />
      ))}
      {shown.snippets.map((snippet) => (
        <CodeBlock
          key={snippet.title}
          {...snippet}
          seen={isOpen ? snippet.text : without(secrets, snippet.text)}
        />
      ))}
      <Checkbox
        checked={isSaved}
        onChange={(event) => setSaved(event.currentTarget.checked)}
        label="I have saved it"
        description="Nobody can show it again: we keep only its hash."
      />
      <Group justify="flex-end">
        <Text size="sm" c="dimmed" id={hint}>
          {isSaved ? '' : 'Save it first, then say so.'}
        </Text>
        <Button disabled={!isSaved} onClick={onClose} aria-describedby={hint}>
          OK
        </Button>
      </Group>
    </Stack>
  )
}

function without(secrets: readonly string[], text: string): string {
  return secrets.reduce((left, secret) => left.replaceAll(secret, HIDDEN), text)
}
