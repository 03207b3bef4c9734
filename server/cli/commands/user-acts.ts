import type { Command } from 'commander'
import { apiCommand } from '../command.ts'
import { colors, fields } from '../output.ts'

/** What is done to a user beyond changing facts. */
export function fillUserActs(group: Command): void {
  apiCommand(
    group,
    {
      usage: 'invite <id>',
      summary: 'a link by which the user sets a password, once',
      example: 'user invite usr_8c1F…',
    },
    (api, [id = '']) => api.ask('POST', `${pathOf(id)}/invitations`),
    (answer) => `${fields(answer)}\n${colors.yellow('Send the link now: it is not shown again.')}`,
  )
  for (const [verb, summary, said] of [
    [
      'reset-second-factor',
      'forget every second factor and passkey of a user',
      'has no second factor now',
    ],
    [
      'end-sign-ins',
      'end every sign-in of a user; what was agreed to stays',
      'is signed in nowhere now',
    ],
  ] as const) {
    apiCommand(
      group,
      { usage: `${verb} <id>`, summary, example: `user ${verb} usr_8c1F…` },
      async (api, [id = '']) => {
        await api.ask('POST', `${pathOf(id)}/${verb}`)
        return { id, done: true }
      },
      ({ id }) => `${id} ${said}.`,
    )
  }
  apiCommand(
    group,
    {
      usage: 'delete <id>',
      summary: 'delete a user and revoke everything agreed to; the address is free again',
      example: 'user delete usr_8c1F…',
    },
    async (api, [id = '']) => {
      await api.ask('DELETE', pathOf(id))
      return { id, deleted: true }
    },
    ({ id }) => `${id} is deleted.`,
  )
}

export function pathOf(id: string): string {
  return `/users/${encodeURIComponent(id)}`
}
