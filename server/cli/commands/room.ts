import type { Command } from 'commander'
import { apiCommand, askAll, type CommonOptions, listPath, rowsOf } from '../command.ts'
import { fields, table } from '../output.ts'

interface RoomOptions extends CommonOptions {
  readonly state?: string
  readonly search?: string
}

/** Rooms that clients opened. */
export function fillRoom(group: Command): void {
  apiCommand<RoomOptions>(
    group,
    {
      usage: 'list',
      summary: 'all rooms, newest first',
      example: 'room list --state running',
      options: [
        ['--state <state>', 'waiting, running, finished or expired'],
        ['--search <text>', 'a part of the reference, or the whole phone number'],
      ],
    },
    (api, _, { state, search: q }) => askAll(api, listPath('/rooms', { state, q })),
    (answer) =>
      table(['id', 'call_reference', 'state', 'created_at', 'client_name'], rowsOf(answer)),
  )
  apiCommand(
    group,
    { usage: 'show <id>', summary: 'one room', example: 'room show room_12' },
    (api, [id = '']) => api.ask('GET', pathOf(id)),
    fields,
  )
  apiCommand(
    group,
    {
      usage: 'finish <id>',
      summary: 'end a room; its link leads nowhere from then on',
      example: 'room finish room_12',
    },
    (api, [id = '']) => api.ask('POST', `${pathOf(id)}/finish`),
    fields,
  )
}

function pathOf(id: string): string {
  return `/rooms/${encodeURIComponent(id)}`
}
