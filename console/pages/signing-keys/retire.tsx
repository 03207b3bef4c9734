import { Button, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { wordsOf } from '../../api/problem.ts'
import {
  previewRetiring,
  type RetirePreview,
  type SigningKey,
  useRetire,
} from '../../api/signing-keys.ts'
import { Callout } from '../../pieces/callout.tsx'
import { countWords } from '../../pieces/number-words.ts'
import { withLocalTimes } from '../../pieces/time-words.ts'
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
        aria-label={`Retire at once: ${kid}`}
        onClick={open}
      >
        Retire at once…
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title="Retire this key at once?">
        <Stack gap="md">
          <Text>
            Do this if the key may have leaked. For everything else there is rotation, by which
            nobody loses a token.
          </Text>
          {refusal === undefined ? null : (
            <Callout tone="bad" icon={IconAlertTriangle} role="alert">
              {refusal}
            </Callout>
          )}
          {preview === undefined ? null : (
            <Callout tone="bad" title="This ends with it" icon={IconAlertTriangle}>
              <List spacing={4} size="sm">
                {preview.ends.map(({ what, count }) => (
                  <List.Item key={what}>{endWords(what, count)}</List.Item>
                ))}
              </List>
              <Text size="sm" mt={4}>
                {withLocalTimes(preview.words)}
              </Text>
            </Callout>
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

const ENDS: Readonly<Record<string, string>> = {
  access_tokens: 'access token',
  signed_refresh_tokens: 'signed refresh token',
}

function endWords(what: string, count: number | null): string {
  const one = ENDS[what] ?? what.replaceAll('_', ' ')
  return count === null ? `every ${one}` : `at most ${countWords(count, one)}`
}
