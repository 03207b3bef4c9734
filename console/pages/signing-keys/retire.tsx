import { Alert, Button, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { wordsOf } from '../../api/problem.ts'
import {
  previewRetiring,
  type RetirePreview,
  type SigningKey,
  useRetire,
} from '../../api/signing-keys.ts'
import { sayDone } from '../../pieces/toast.tsx'

const LETTERS = 6

interface RetireProps {
  readonly signingKey: SigningKey
  readonly styleTitle: string
}

/** For a key that has leaked: it says what ends, and has to be meant. */
export function Retire({ signingKey, styleTitle }: RetireProps) {
  const { kid } = signingKey
  const [isOpen, setOpen] = useState(false)
  const [preview, setPreview] = useState<RetirePreview>()
  const [refusal, setRefusal] = useState<string>()
  const [typed, setTyped] = useState('')
  const retire = useRetire()
  const wanted = kid.slice(0, LETTERS)

  const open = async (): Promise<void> => {
    setOpen(true)
    setPreview(undefined)
    setRefusal(undefined)
    setTyped('')
    try {
      setPreview(await previewRetiring(kid))
    } catch (thrown) {
      setRefusal(wordsOf(thrown))
    }
  }
  const run = (): void =>
    retire.mutate(kid, {
      onSuccess: () => {
        setOpen(false)
        sayDone(`The key is retired. ${styleTitle} signs with another one.`)
      },
      onError: (thrown) => setRefusal(wordsOf(thrown)),
    })

  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        aria-label={`Retire ${kid} in an emergency`}
        onClick={open}
      >
        Emergency…
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title="Retire this key at once?">
        <Stack gap="md">
          <Text>
            Do this if the key may have leaked. For everything else there is rotation, by which
            nobody loses a token.
          </Text>
          {refusal === undefined ? null : (
            <Alert
              role="alert"
              color="red"
              variant="light"
              icon={<IconAlertTriangle aria-hidden />}
            >
              {refusal}
            </Alert>
          )}
          {preview === undefined ? null : (
            <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />}>
              <Text size="sm">{preview.words}</Text>
              <List spacing={4} size="sm" mt={4} aria-label="What ends with it">
                {preview.ends.map(({ what, count }) => (
                  <List.Item key={what}>{endWords(what, count)}</List.Item>
                ))}
              </List>
            </Alert>
          )}
          <TextInput
            label={
              <>
                Type <code>{wanted}</code>, the first {LETTERS} letters of the key’s id
              </>
            }
            data-autofocus
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={() => setOpen(false)}>
              Cancel
            </Button>
            <Button
              color="red"
              disabled={typed.trim() !== wanted || preview === undefined}
              loading={retire.isPending}
              onClick={run}
            >
              Retire the key
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}

function endWords(what: string, count: number | null): string {
  const words = what.replaceAll('_', ' ')
  return count === null ? words : `${count.toLocaleString()} ${words}`
}
