import { Button, Text as Dimmed, Group } from '@mantine/core'
import { type Text, useDecision } from '../../api/texts.ts'
import { confirm } from '../../pieces/confirm.tsx'
import { sayDone, sayFailed } from '../../pieces/toast.tsx'

const DEAD = new Set(['failed', 'uncertain'])

/** What an operator may decide about a text, as it stands. */
export function Decide({ text }: { readonly text: Text }) {
  const retry = useDecision('retry')
  const drop = useDecision('drop')
  const isDead = DEAD.has(text.state)
  if (!isDead && text.state !== 'waiting') {
    return (
      <Dimmed c="dimmed" inherit>
        Nothing to decide
      </Dimmed>
    )
  }
  const sendAgain = async (): Promise<void> => {
    const isSure = text.state === 'failed' || (await confirm(mayArriveTwice(text)))
    if (!isSure) return
    await retry.mutateAsync(text).then(() => sayDone('The text is sent again.'), sayFailed)
  }
  const letGo = (): Promise<void> =>
    drop.mutateAsync(text).then(() => sayDone('The text is not sent any more.'), sayFailed)
  const name = text.call_reference ?? text.id
  return (
    <Group gap="xs">
      {isDead ? (
        <Button
          size="compact-sm"
          variant="default"
          loading={retry.isPending}
          aria-label={`Send again: ${name}`}
          onClick={sendAgain}
        >
          Send again
        </Button>
      ) : null}
      <Button
        size="compact-sm"
        variant="default"
        loading={drop.isPending}
        aria-label={`Drop: ${name}`}
        onClick={letGo}
      >
        Drop
      </Button>
    </Group>
  )
}

function mayArriveTwice({ call_reference, provider }: Text) {
  return {
    title: `Send the text of ${call_reference ?? 'this room'} again?`,
    words: `Nobody knows whether ${provider ?? 'the provider'} took it. Look into the provider’s own
      log first: if it is there, the guest gets a second text.`,
    act: 'Send again',
  }
}
