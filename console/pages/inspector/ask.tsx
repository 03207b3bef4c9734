import { Button, Card, Collapse, Group, Stack, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconChevronUp, IconShieldLock } from '@tabler/icons-react'
import type { FormEvent } from 'react'
import type { Inspection } from './inspection.ts'
import { LineFields } from './line-fields.tsx'

const TOKEN_CHARACTERS_MAX = 16_384

/** Where the text is pasted, and, if somebody wants to know, the request that bore it. */
export function Ask({ inspection }: { readonly inspection: Inspection }) {
  const { text, line, isBusy, found } = inspection
  const [isOpen, { toggle }] = useDisclosure(line.path !== '')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    inspection.inspect()
  }
  return (
    <Card component="form" withBorder padding="lg" onSubmit={submit} autoComplete="off">
      <Stack gap="md">
        <Textarea
          label="Token, key or secret"
          description="It is sent to this server alone, and gone when you leave the page."
          placeholder="eyJ… or mm_…, with or without “Bearer”"
          value={text}
          onChange={(event) => inspection.setText(event.currentTarget.value)}
          onPaste={(event) => {
            if (text !== '') return
            event.preventDefault()
            inspection.inspect({ text: event.clipboardData.getData('text').trim() })
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey) return
            event.preventDefault()
            inspection.inspect()
          }}
          autosize
          minRows={2}
          maxRows={7}
          maxLength={TOKEN_CHARACTERS_MAX}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
        <Collapse expanded={isOpen}>
          <LineFields line={line} setLine={inspection.setLine} />
        </Collapse>
        <Group gap="sm">
          <Button type="submit" loading={isBusy} disabled={text.trim() === ''}>
            Inspect
          </Button>
          <Button
            variant="default"
            aria-expanded={isOpen}
            rightSection={isOpen ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
            onClick={toggle}
          >
            A request was refused
          </Button>
          {text === '' && found === undefined ? null : (
            <Button variant="subtle" onClick={inspection.clear}>
              Clear
            </Button>
          )}
          <Text size="sm" c="dimmed" ml="auto" visibleFrom="sm">
            <IconShieldLock size={16} aria-hidden style={{ verticalAlign: '-0.2em' }} /> Never in
            the address, in storage or in a log
          </Text>
        </Group>
      </Stack>
    </Card>
  )
}
