import { Button, Group, List, Loader, Modal, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { wordsOf } from '../../api/problem.ts'
import { previewRevocation, type RevocationPreview, revokeToken } from '../../api/tokens.ts'
import { Callout } from '../../pieces/callout.tsx'
import { withLocalTimes } from '../../pieces/time-words.ts'
import { sayDone } from '../../pieces/toast.tsx'
import type { Found } from './inspection.ts'
import { kindOf } from './kinds.ts'

interface RevokeProps {
  readonly found: Found
  after(): void
}

/** Ends it, after it was shown what ends with it. */
export function Revoke({ found, after }: RevokeProps) {
  const [isOpen, setOpen] = useState(false)
  const [preview, setPreview] = useState<RevocationPreview>()
  const [refusal, setRefusal] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const kind = kindOf(found.explanation.kind).title.toLowerCase()

  const open = async (): Promise<void> => {
    setOpen(true)
    setPreview(undefined)
    setRefusal(undefined)
    try {
      setPreview(await previewRevocation(found.text))
    } catch (thrown) {
      setRefusal(wordsOf(thrown))
    }
  }
  const revoke = async (): Promise<void> => {
    setBusy(true)
    try {
      await revokeToken(found.text)
      setOpen(false)
      sayDone(`The ${kind} and what came of it are revoked, everywhere within a second.`)
      after()
    } catch (thrown) {
      setRefusal(wordsOf(thrown))
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <Button color="red" onClick={open}>
        Revoke…
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={`Revoke this ${kind}?`}>
        <Stack gap="md">
          {refusal === undefined ? null : (
            <Callout tone="bad" icon={IconAlertTriangle} role="alert">
              {refusal}
            </Callout>
          )}
          {preview === undefined ? (
            refusal === undefined ? (
              <Group gap="sm" role="status">
                <Loader size="sm" aria-hidden /> Looking for what ends with it
              </Group>
            ) : null
          ) : (
            <Ends preview={preview} />
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" data-autofocus onClick={() => setOpen(false)}>
              Cancel
            </Button>
            <Button
              color="red"
              disabled={preview?.revocable !== true}
              loading={isBusy}
              onClick={revoke}
            >
              Revoke
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}

function Ends({ preview }: { readonly preview: RevocationPreview }) {
  if (!preview.revocable) {
    return (
      <Text>
        {preview.ends[0]?.words ?? 'It cannot be revoked by itself: revoke what it was made from.'}
      </Text>
    )
  }
  return (
    <>
      <Text>This cannot be undone. At once, on every server:</Text>
      <Callout tone="bad" title="This ends with it" icon={IconAlertTriangle}>
        <List spacing={4} size="sm">
          {preview.ends.map(({ what, words }) => (
            <List.Item key={what}>{withLocalTimes(words)}</List.Item>
          ))}
        </List>
      </Callout>
    </>
  )
}
