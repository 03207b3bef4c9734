import { type Client, useChangeClient, useDeleteClient } from '../../../api/clients.ts'
import { confirm } from '../../../pieces/confirm.tsx'
import { sayDone, sayFailed, sayUndoable } from '../../../pieces/toast.tsx'
import { goodOf } from '../client-state.ts'
import type { Kind } from '../kinds/kind.ts'
import { spoken } from '../kinds/spoken.ts'

/** Switching a client off and on, and deleting it, each with what dies by it. */
export function useEnding(kind: Kind, client: Client) {
  const change = useChangeClient(client.id)
  const del = useDeleteClient(client.id, `/${kind.slug}`)
  const setEnabled = async (enabled: boolean): Promise<void> => {
    const isSure =
      enabled ||
      (await confirm({
        title: `Disable ${client.name}?`,
        words: 'It gets no token until it is enabled again. What it has now does not come back.',
        dies: ['Every access token and refresh token that it ever got, within a second'],
        act: 'Disable',
      }))
    if (!isSure) return
    try {
      await change.mutateAsync({ enabled })
      if (enabled) sayDone(`${client.name} is enabled.`)
      else sayUndoable(`${client.name} is disabled.`, () => change.mutateAsync({ enabled: true }))
    } catch (thrown) {
      sayFailed(thrown)
    }
  }
  const remove = async (): Promise<void> => {
    const good = goodOf(client)
    const isSure = await confirm({
      title: `Delete ${client.name}?`,
      words: 'This cannot be undone. Whatever still uses it will be refused from now on.',
      dies: [
        ...(good.length === 0 ? [] : [secretsWords(kind, good.length)]),
        'Every access token and refresh token that it ever got, within a second',
        ...(client.redirect_uris.length === 0 ? [] : ['What users have agreed to']),
      ],
      act: `Delete ${kind.one}`,
    })
    if (!isSure) return
    try {
      await del.mutateAsync()
      sayDone(`${client.name} is deleted.`)
    } catch (thrown) {
      sayFailed(thrown)
    }
  }
  return { setEnabled, remove, isBusy: change.isPending || del.isPending }
}

function secretsWords({ secretLabel }: Kind, count: number): string {
  return count === 1 ? `Its ${spoken(secretLabel)}` : `Its ${count} live secrets`
}
