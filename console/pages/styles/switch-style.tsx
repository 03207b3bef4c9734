import { Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { type Dialect, useChangeDialect } from '../../api/dialects.ts'
import { confirm } from '../../pieces/confirm.tsx'
import { countWords } from '../../pieces/number-words.ts'
import { sayDone, sayFailed, sayUndoable } from '../../pieces/toast.tsx'

/** Off is asked for, because clients fail from then on; on is done at once. */
export function SwitchStyle({ style }: { readonly style: Dialect }) {
  const change = useChangeDialect(style.name)
  const switchOn = (): Promise<unknown> => change.mutateAsync({ enabled: true })
  const switchOff = async (): Promise<void> => {
    const { title, clients } = style
    const isMeant = await confirm({
      title: `Switch off ${title}?`,
      words:
        'Nothing is revoked: when you switch it on again, everything is as before. Until then:',
      dies: [
        'its paths answer as if they were not there',
        'its tokens open nothing, wherever they are presented',
        clients === 0 ? 'no client is affected' : `${countWords(clients, 'client')} cannot work`,
      ],
      act: 'Switch off',
    })
    if (!isMeant) return
    change.mutate(
      { enabled: false },
      { onSuccess: () => sayUndoable(`${title} is switched off.`, switchOn), onError: sayFailed },
    )
  }
  return style.enabled ? (
    <Button
      variant="default"
      leftSection={<IconPlayerPause size={16} aria-hidden />}
      loading={change.isPending}
      onClick={switchOff}
    >
      Switch off…
    </Button>
  ) : (
    <Button
      leftSection={<IconPlayerPlay size={16} aria-hidden />}
      loading={change.isPending}
      onClick={() => switchOn().then(() => sayDone(`${style.title} is switched on.`), sayFailed)}
    >
      Switch on
    </Button>
  )
}
